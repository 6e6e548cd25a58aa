package dev.norelay.scenario;

import java.util.List;
import java.util.stream.Collectors;

/** A scenario that cannot be played: not found, not readable, or with mistakes, all of which the message lists. */
public final class ScenarioException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public ScenarioException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public ScenarioException(String message) {
        super(message);
        this.problems = List.of();
    }

    public ScenarioException(String message, Throwable cause) {
        super(message, cause);
        this.problems = List.of();
    }

    /** The mistakes in the file, in its order; empty where there was no file to read. */
    public List<Problem> problems() {
        return problems;
    }
}
