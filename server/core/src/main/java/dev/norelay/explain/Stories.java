package dev.norelay.explain;

import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Dialect;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Rehearsal;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the stories of the catalogue that replay a cause, and the dialects of those who say such a thing. Immutable. */
final class Stories {
    private static final int MOST = 3;
    private static final String BUILT_FOR_ONE = "false-friend";

    private final List<Scenario> scenarios;
    /** Names of dialects by the name that the tables have for whoever speaks so. */
    private final Map<String, String> dialects;

    Stories(List<Scenario> scenarios, List<Dialect> dialects, List<Saying> servers) {
        this.scenarios = List.copyOf(scenarios);
        this.dialects = speakers(dialects, servers);
    }

    /** A dialect is its speaker's with whom it has most sources in common. */
    private static Map<String, String> speakers(List<Dialect> dialects, List<Saying> servers) {
        Map<String, Set<String>> sources = new LinkedHashMap<>();
        servers.forEach(saying -> sources.computeIfAbsent(saying.whose(), absent -> new HashSet<>())
                .add(saying.source()));
        Map<String, String> speakers = new HashMap<>();
        sources.forEach((speaker, known) -> dialects.stream()
                .filter(dialect -> common(dialect, known) > 0)
                .max(Comparator.comparingLong((Dialect dialect) -> common(dialect, known))
                        .thenComparing(Dialect::name, Comparator.reverseOrder()))
                .ifPresent(dialect -> speakers.put(speaker, dialect.name())));
        return speakers;
    }

    private static long common(Dialect dialect, Set<String> sources) {
        return dialect.sources().values().stream()
                .flatMap(List::stream)
                .filter(sources::contains)
                .count();
    }

    /** The stories that replay a cause, the nearest to what was recognised first. */
    List<Likely.Story> of(Cause cause, List<Clue> because) {
        List<Scenario> all = new ArrayList<>(scenarios.stream()
                .filter(scenario -> scenario.diagnosis().contains(cause))
                .toList());
        Map<Scenario, Integer> distances = new HashMap<>();
        all.forEach(scenario -> distances.put(scenario, distance(scenario, cause, because)));
        all.sort(Comparator.comparing((Scenario scenario) -> distances.getOrDefault(scenario, 0))
                .thenComparing(scenario -> scenario.name().length())
                .thenComparing(Scenario::name));
        return all.stream()
                .limit(MOST)
                .map(scenario -> new Likely.Story(scenario.name(), scenario.title(), dialect(scenario, because)))
                .toList();
    }

    private static int distance(Scenario scenario, Cause cause, List<Clue> because) {
        boolean first = scenario.diagnosis().get(0) == cause;
        boolean seen = because.stream().anyMatch(clue -> clue.sources().contains("scenario " + scenario.name()));
        boolean code = because.stream()
                .filter(clue -> clue.kind() == Clue.Kind.CODE)
                .anyMatch(clue -> answers(scenario, clue.text()));
        boolean common = !scenario.tags().contains(BUILT_FOR_ONE);
        return (first ? 0 : 4) + (seen ? 0 : 2) + (code ? 0 : 3) + (common ? 0 : 1);
    }

    /** Whether the story's refusal has the code with which a clue begins. */
    private static boolean answers(Scenario scenario, String clue) {
        return Rehearsal.of(scenario, Phase.BROKEN).stream()
                .anyMatch(exchange -> exchange.reply() != null
                        && exchange.reply().code() >= 400
                        && clue.startsWith(Integer.toString(exchange.reply().code())));
    }

    private String dialect(Scenario scenario, List<Clue> because) {
        return because.stream()
                .filter(clue -> clue.kind() == Clue.Kind.REPLY)
                .flatMap(clue -> clue.whose().stream())
                .map(speaker -> dialects.getOrDefault(speaker, ""))
                .filter(dialect -> !dialect.isEmpty() && plays(dialect, scenario))
                .findFirst()
                .orElse("");
    }

    private static boolean plays(String dialect, Scenario scenario) {
        return Catalogue.dialect(dialect)
                .unmet(scenario, Catalogue.scenario(scenario.name(), dialect))
                .isEmpty();
    }
}
