package dev.norelay.standalone;

import dev.norelay.scenario.Dialect;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.standalone.story.Json;
import dev.norelay.standalone.story.StoryJson;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code norelay list}: the catalogue. */
@Command(
        name = "list",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        description = "Lists the scenarios of the catalogue: all, or those of some families and with some tags.",
        footer = {"", "Example:", "  norelay list --family login --tag false-friend"})
final class ListCommand implements Callable<Integer> {
    private static final int SHORTEST_TITLE = 20;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--json",
            description =
                    "Prints a JSON array with name, title, family, tags, diagnosis, cause and remedy of each; of dialects, name,"
                            + " title, known (full or partial), sourced and refusals.")
    private boolean json;

    @Option(
            names = "--dialects",
            description = "Lists the dialects instead: how servers and providers word things. Full ones have a sourced"
                    + " greeting, EHLO list and four refusals or more; what has no source is said plainly.")
    private boolean dialects;

    @Option(
            names = "--family",
            paramLabel = "FAMILY",
            description = "Only scenarios of this family, such as login; given more than once, of any of them.")
    private List<String> families = new ArrayList<>();

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            description = "Only scenarios with this tag, such as false-friend; given more than once, with all of them.")
    private List<String> tags = new ArrayList<>();

    @Option(
            names = "--dialect",
            paramLabel = "DIALECT",
            completionCandidates = DialectNames.class,
            description =
                    "Only scenarios that this dialect can play as they are meant; norelay show NAME --dialect DIALECT"
                            + " says why it cannot play another.")
    private @Nullable String dialect;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (dialects) {
            List<Dialect> all = Catalogue.dialects();
            out.print(json ? Json.page(DialectTable.json(all)) + System.lineSeparator() : DialectTable.text(all));
            out.flush();
            return Main.FINE;
        }
        List<Scenario> scenarios = chosen(Catalogue.all());
        if (json) {
            out.println(Json.page(scenarios.stream()
                    .map(scenario -> StoryJson.essentials(scenario, family(scenario)))
                    .toList()));
        } else {
            out.print(table(scenarios, Width.ofTerminal(spec)));
        }
        out.flush();
        return Main.FINE;
    }

    /** By family, then by name. */
    private List<Scenario> chosen(List<Scenario> all) {
        requireKnown("family", families, all.stream().map(ListCommand::family));
        requireKnown("tag", tags, all.stream().flatMap(scenario -> scenario.tags().stream()));
        return all.stream()
                .filter(scenario -> families.isEmpty() || families.contains(family(scenario)))
                .filter(scenario -> scenario.tags().containsAll(tags))
                .filter(this::isMet)
                .sorted(Comparator.comparing(ListCommand::family).thenComparing(Scenario::name))
                .toList();
    }

    private boolean isMet(Scenario scenario) {
        return dialect == null
                || Catalogue.dialect(dialect)
                        .unmet(scenario, Catalogue.scenario(scenario.name(), dialect))
                        .isEmpty();
    }

    private void requireKnown(String what, List<String> typed, Stream<String> known) {
        TreeSet<String> words = known.collect(Collectors.toCollection(TreeSet::new));
        for (String word : typed) {
            if (!words.contains(word)) {
                throw new ParameterException(
                        spec.commandLine(), "unknown " + what + " " + word + "; there are " + String.join(", ", words));
            }
        }
    }

    private static String family(Scenario scenario) {
        return Catalogue.family(scenario.name());
    }

    /** Titles are cut where the line would be too long. */
    static String table(List<Scenario> scenarios, int width) {
        int family = longest("FAMILY", scenarios.stream().map(ListCommand::family));
        int name = longest("NAME", scenarios.stream().map(Scenario::name));
        int title = Math.max(SHORTEST_TITLE, width - name - family - 4);
        String form = "%-" + name + "s  %-" + family + "s  %s%n";
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, form, "NAME", "FAMILY", "TITLE"));
        for (Scenario scenario : scenarios) {
            table.append(
                    String.format(Locale.ROOT, form, scenario.name(), family(scenario), cut(scenario.title(), title)));
        }
        return table.toString();
    }

    private static int longest(String head, Stream<String> texts) {
        return Stream.concat(Stream.of(head), texts)
                .mapToInt(String::length)
                .max()
                .orElseThrow();
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
