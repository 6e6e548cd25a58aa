package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Problem;
import dev.norelay.scenario.Rule;
import dev.norelay.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes scenarios as files, format 1, wherever they come from. A file says only what differs from the defaults; read
 * again, it is an equal scenario. Stateless, thread-safe.
 *
 * <pre>{@code
 * Files.writeString(Path.of("relay-denied.yaml"), ScenarioWriter.write(scenario));
 * }</pre>
 */
public final class ScenarioWriter {
    private ScenarioWriter() {}

    /**
     * The text of a file that says this scenario. A dialect is written out, for a scenario no longer knows its name; the
     * rules of single phases stand with all others, and say {@code while}.
     *
     * @throws IllegalArgumentException if the scenario holds something that no file can say; the message tells what
     */
    public static String write(Scenario scenario) {
        String text = TreeWriter.write(new ScenarioEncoder(scenario).encode());
        List<Problem> problems = ScenarioReader.problems(scenario.name(), text);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("no file can say the scenario " + scenario.name() + ":\n"
                    + problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        }
        Scenario read = ScenarioReader.read(scenario.name(), text);
        if (!read.equals(scenario)) {
            throw new IllegalArgumentException("no file can say of the scenario " + scenario.name() + ": "
                    + String.join(", ", differences(scenario, read)));
        }
        return text;
    }

    /**
     * A rule as files write it.
     *
     * @throws IllegalArgumentException if no file can say it; the message tells what
     */
    public static String write(Rule rule) {
        return TreeWriter.write(RuleEncoder.encode(rule).mapping(new Place(new Source("rule", ""), 0, 0)));
    }

    /** Where a person should look. */
    private static List<String> differences(Scenario scenario, Scenario read) {
        List<String> parts = new ArrayList<>();
        for (Phase phase : scenario.phases().values()) {
            Phase other = read.phases().get(phase.name());
            if (other == null || !phase.mail().equals(other.mail())) {
                parts.add("the mail of the phase " + phase.name());
            }
            if (other == null || !phase.client().equals(other.client())) {
                parts.add("the client of the phase " + phase.name());
            }
            if (other == null || !phase.server().equals(other.server())) {
                parts.add("the server of the phase " + phase.name());
            }
        }
        scenario.rules().stream()
                .filter(rule -> !read.rules().contains(rule))
                .map(Rule::title)
                .forEach(parts::add);
        if (parts.isEmpty()) {
            parts.add("its phases " + scenario.phases().keySet() + " with the steps " + scenario.steps());
        }
        return parts;
    }
}
