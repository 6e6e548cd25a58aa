package dev.norelay.testcontainers;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Why the mail could not be sent.
 *
 * @param cause such as {@code login-missing}; {@code none} where nothing went wrong, {@code no-session} where nobody connected
 * @param sentence what is wrong, in one sentence
 * @param alternatives what it could also be, likelier ones first; empty where the cause is sure
 * @param explanation how it was found
 * @param remedy what mends it
 * @param seen what people see, by client
 * @param report all of it as text
 */
public record Diagnosis(
        String cause,
        String sentence,
        List<Alternative> alternatives,
        String explanation,
        String remedy,
        Map<String, String> seen,
        String report) {

    /**
     * Another cause that would look like this.
     *
     * @param cause such as {@code credentials-wrong}
     * @param sentence what would be wrong
     * @param remedy what would mend it
     */
    public record Alternative(String cause, String sentence, String remedy) {}

    /** Copies what can change. */
    public Diagnosis {
        alternatives = List.copyOf(alternatives);
        seen = Map.copyOf(seen);
    }

    /** The cause and those that would look like it, likelier ones first. */
    public List<String> causes() {
        return alternatives.stream()
                .map(Alternative::cause)
                .collect(Collectors.collectingAndThen(Collectors.toList(), others -> {
                    others.add(0, cause);
                    return List.copyOf(others);
                }));
    }

    /** The report. */
    @Override
    public String toString() {
        return report;
    }
}
