package dev.norelay.standalone;

import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Scenarios of the catalogue, chosen by what a person typed. */
final class ScenarioChoice {
    private ScenarioChoice() {}

    /**
     * By family, then by name.
     *
     * @param families one of which they have; empty: any
     * @param tags all of which they have
     * @param dialect that can play them as they are meant; null: any
     * @throws ParameterException if there is no such family or tag; it names those there are
     */
    static List<Scenario> of(CommandSpec spec, List<String> families, List<String> tags, @Nullable String dialect) {
        List<Scenario> all = Catalogue.all();
        requireKnown(spec, "family", families, all.stream().map(ScenarioChoice::family));
        requireKnown(spec, "tag", tags, all.stream().flatMap(scenario -> scenario.tags().stream()));
        return all.stream()
                .filter(scenario -> families.isEmpty() || families.contains(family(scenario)))
                .filter(scenario -> scenario.tags().containsAll(tags))
                .filter(scenario -> dialect == null || isMet(scenario, dialect))
                .sorted(Comparator.comparing(ScenarioChoice::family).thenComparing(Scenario::name))
                .toList();
    }

    private static boolean isMet(Scenario scenario, String dialect) {
        return Catalogue.dialect(dialect)
                .unmet(scenario, Catalogue.scenario(scenario.name(), dialect))
                .isEmpty();
    }

    private static void requireKnown(CommandSpec spec, String what, List<String> typed, Stream<String> known) {
        TreeSet<String> words = known.collect(Collectors.toCollection(TreeSet::new));
        for (String word : typed) {
            if (!words.contains(word)) {
                throw new ParameterException(
                        spec.commandLine(), "unknown " + what + " " + word + "; there are " + String.join(", ", words));
            }
        }
    }

    static String family(Scenario scenario) {
        return Catalogue.family(scenario.name());
    }
}
