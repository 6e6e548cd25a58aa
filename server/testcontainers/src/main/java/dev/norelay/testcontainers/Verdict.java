package dev.norelay.testcontainers;

import java.util.List;
import java.util.Map;

/**
 * Whether the client did its duty through the story so far.
 *
 * @param scenario by name
 * @param good nothing to complain of
 * @param surfaced how well it told of the failure: {@code silent}, {@code wordless}, {@code general}, {@code reply}, {@code
 *     cause}; {@code nothing} where there was nothing to tell, {@code unknown} where no attempt was reported
 * @param shown what its user was told of the first failure
 * @param problems what there is to complain of
 * @param copies how often each recipient has the mail now
 * @param diagnosis of the first failure
 * @param report all of it as text
 */
public record Verdict(
        String scenario,
        boolean good,
        String surfaced,
        String shown,
        List<String> problems,
        Map<String, Integer> copies,
        Diagnosis diagnosis,
        String report) {

    /** Copies what can change. */
    public Verdict {
        problems = List.copyOf(problems);
        copies = Map.copyOf(copies);
    }

    /**
     * Does nothing if there is nothing to complain of.
     *
     * @throws AssertionError with the report, if there is
     */
    public void assertGood() {
        if (!good) {
            throw new AssertionError(report);
        }
    }

    /** The report. */
    @Override
    public String toString() {
        return report;
    }
}
