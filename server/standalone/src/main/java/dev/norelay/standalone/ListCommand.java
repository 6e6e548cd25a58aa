package dev.norelay.standalone;

import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Dialect;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code norelay list}: the catalogue. */
@Command(
        name = "list",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        description = "Lists the scenarios of the catalogue.")
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

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (dialects) {
            List<Dialect> all = Catalogue.dialects();
            out.print(json ? Json.page(DialectTable.json(all)) + System.lineSeparator() : DialectTable.text(all));
            out.flush();
            return Main.FINE;
        }
        List<Scenario> scenarios = Catalogue.all();
        if (json) {
            out.println(
                    Json.page(scenarios.stream().map(ListCommand::essentials).toList()));
        } else {
            out.print(table(scenarios, Width.ofTerminal(spec)));
        }
        out.flush();
        return Main.FINE;
    }

    /** What programs are told of each scenario of the catalogue; in order, for more to be put behind. */
    static Map<String, Object> essentials(Scenario scenario) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", scenario.name());
        shown.put("title", scenario.title());
        shown.put("family", Catalogue.family(scenario.name()));
        shown.put("tags", scenario.tags());
        shown.put("diagnosis", scenario.diagnosis().stream().map(Cause::id).toList());
        shown.put("cause", scenario.cause());
        shown.put("remedy", scenario.remedy());
        return shown;
    }

    /** Titles are cut where the line would be too long. */
    static String table(List<Scenario> scenarios, int width) {
        int name = longest(scenarios.stream().map(Scenario::name).toList());
        int tags = longest(scenarios.stream().map(ListCommand::tags).toList());
        int title = Math.min(
                longest(scenarios.stream().map(Scenario::title).toList()),
                Math.max(SHORTEST_TITLE, width - name - tags - 4));
        String form = "%-" + name + "s  %-" + title + "s  %s%n";
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, form, "NAME", "TITLE", "TAGS"));
        for (Scenario scenario : scenarios) {
            table.append(
                    String.format(Locale.ROOT, form, scenario.name(), cut(scenario.title(), title), tags(scenario)));
        }
        return table.toString();
    }

    private static int longest(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(1);
    }

    private static String tags(Scenario scenario) {
        return String.join(" ", scenario.tags());
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
