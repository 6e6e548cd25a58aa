package dev.norelay.standalone.story;

import dev.norelay.ClientSettings;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Client;
import dev.norelay.scenario.Dialect;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Scenario;
import dev.norelay.smtp.Ids;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stories, dialects and settings for programs, keys in order, for more to be put behind. What is not there is null. */
public final class StoryJson {
    private StoryJson() {}

    /** How a server or provider words things. */
    public static Map<String, @Nullable Object> dialect(Dialect dialect) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("name", dialect.name());
        shown.put("title", dialect.title());
        shown.put("known", dialect.isFull() ? "full" : "partial");
        shown.put("sourced", dialect.sources().size());
        shown.put("refusals", dialect.refusals());
        return shown;
    }

    /** What is told of each scenario. */
    public static Map<String, @Nullable Object> essentials(Scenario scenario, String family) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("name", scenario.name());
        shown.put("title", scenario.title());
        shown.put("family", family);
        shown.put("tags", scenario.tags());
        shown.put("diagnosis", scenario.diagnosis().stream().map(Cause::id).toList());
        shown.put("cause", scenario.cause());
        shown.put("remedy", scenario.remedy());
        return shown;
    }

    /** The essentials, what people see, listeners and settings as they are written. */
    public static Map<String, @Nullable Object> whole(Scenario scenario, String family) {
        Map<String, @Nullable Object> shown = essentials(scenario, family);
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

    /** The person's settings of a server at work. */
    public static Map<String, @Nullable Object> settings(ClientSettings settings) {
        Map<String, @Nullable Object> client = new LinkedHashMap<>();
        client.put("host", settings.host());
        client.put("port", settings.port());
        client.put("security", settings.security().id());
        client.put("user", settings.user().orElse(null));
        client.put("password", settings.password().orElse(null));
        settings.token().ifPresent(token -> client.put("token", token));
        client.put("from", settings.from());
        client.put("to", settings.recipients());
        return client;
    }
}
