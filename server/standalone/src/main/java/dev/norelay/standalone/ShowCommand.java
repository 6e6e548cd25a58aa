package dev.norelay.standalone;

import dev.norelay.scenario.Client;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.smtp.Ids;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
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
                Map<String, @Nullable Object> shown = new LinkedHashMap<>(essentials(story.scenario()));
                shown.putAll(story.json());
                out.println(Json.page(shown));
            } else {
                out.print(story.text());
            }
        } else if (json) {
            out.println(Json.page(essentials(Catalogue.scenario(name))));
        } else {
            out.print(Catalogue.text(name));
        }
        out.flush();
        return Main.FINE;
    }

    private static Map<String, Object> essentials(Scenario scenario) {
        Map<String, Object> shown = ListCommand.essentials(scenario);
        shown.put("seen", scenario.seen());
        shown.put("sources", scenario.sources());
        Map<String, Object> listeners = new LinkedHashMap<>();
        scenario.broken().server().listeners().forEach((listener, what) -> listeners.put(listener, listener(what)));
        shown.put("listeners", listeners);
        shown.put("client", client(scenario.broken()));
        shown.put("fixed", Map.of("client", client(scenario.fixed())));
        return shown;
    }

    private static Map<String, Object> listener(Listener listener) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("port", listener.port());
        shown.put("security", listener.security().id());
        shown.put("service", Ids.of(listener.service()));
        return shown;
    }

    /** As the file has them: host and port are known only once it is played. */
    private static Map<String, @Nullable Object> client(Phase phase) {
        Client client = phase.client();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("listener", client.listener());
        shown.put("host", client.host());
        shown.put("port", client.port());
        shown.put("security", client.security().id());
        shown.put("user", client.user());
        shown.put("password", client.password());
        if (client.token() != null) {
            shown.put("token", client.token());
        }
        shown.put("from", phase.mail().from());
        shown.put("to", phase.mail().to());
        return shown;
    }
}
