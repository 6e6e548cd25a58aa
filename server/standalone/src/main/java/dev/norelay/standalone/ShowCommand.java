package dev.norelay.standalone;

import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.standalone.story.Json;
import dev.norelay.standalone.story.SpokenStory;
import dev.norelay.standalone.story.StoryJson;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code norelay show}: one scenario's file. */
@Command(
        name = "show",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        description = "Prints the file of a scenario, to be read or changed.",
        footer = {"", "Example:", "  norelay show relay-denied > my-story.yaml && norelay run my-story.yaml"})
final class ShowCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            completionCandidates = ScenarioNames.class,
            description = "A name of the catalogue (norelay list).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String name;

    @Option(names = "--json", description = "Prints a JSON object with what the file says, defaults filled in.")
    private boolean json;

    @Option(
            names = "--dialect",
            paramLabel = "DIALECT",
            completionCandidates = DialectNames.class,
            description = "Prints instead what the client and a server of this dialect (norelay list --dialects) say to"
                    + " each other until it refuses, and whose words each reply has.")
    private @Nullable String dialect;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (dialect != null) {
            SpokenStory story = SpokenStory.of(name, dialect);
            if (json) {
                Map<String, @Nullable Object> shown = whole(story.scenario());
                shown.putAll(story.json());
                out.println(Json.page(shown));
            } else {
                out.print(story.text());
            }
        } else if (json) {
            out.println(Json.page(whole(Catalogue.scenario(name))));
        } else {
            out.print(Catalogue.text(name));
        }
        out.flush();
        return Main.FINE;
    }

    private static Map<String, @Nullable Object> whole(Scenario scenario) {
        return StoryJson.whole(scenario, Catalogue.family(scenario.name()));
    }
}
