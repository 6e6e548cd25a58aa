package dev.norelay.testcontainers;

/**
 * norelay did not do what it was asked to do. The message is what it said: of a scenario with mistakes all of them, of something
 * awaited in vain what happened instead.
 */
public final class NorelayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;

    NorelayException(String type, String message) {
        super(message);
        this.type = type;
    }

    /** Which problem it is, as the control API names it: {@code bad-scenario}, {@code unknown-scenario}, {@code too-many} … */
    public String type() {
        return type;
    }
}
