package dev.norelay.journal;

/** The journal had to drop what was asked for; the message says how much, and what to raise. */
public final class JournalOverflowException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    JournalOverflowException(String message) {
        super(message);
    }
}
