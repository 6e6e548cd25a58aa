package dev.norelay.standalone;

import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Scenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * What a container cannot do by itself: a proxy that publishes a port, such as Docker's for localhost or that of rootless Podman,
 * accepts connections before it asks within. Nobody in the container can see whether there is one.
 */
final class PublishedPorts {
    private PublishedPorts() {}

    /**
     * A sentence for each port of the story that refuses or ignores.
     *
     * @param port of a listener, as it is bound
     */
    static List<String> notices(Scenario scenario, ToIntFunction<Listener> port) {
        Map<String, Listener> deaf = new LinkedHashMap<>();
        for (Phase phase : scenario.phases().values()) {
            for (Listener listener : phase.server().listeners().values()) {
                if (listener.service() == Listener.Service.REFUSE || listener.service() == Listener.Service.IGNORE) {
                    deaf.putIfAbsent(listener.name(), listener);
                }
            }
        }
        return deaf.values().stream()
                .map(listener -> notice(listener, port.applyAsInt(listener)))
                .toList();
    }

    private static String notice(Listener listener, int port) {
        return listener.service() == Listener.Service.REFUSE
                ? String.format(
                        Locale.ROOT,
                        "port %d refuses connections, in this story. DO NOT PUBLISH IT: a proxy that publishes it accepts"
                                + " them in its place, and an unpublished port is refused all the same.",
                        port)
                : String.format(
                        Locale.ROOT,
                        "port %d never answers, in this story. Only clients on the container's own network meet that:"
                                + " a proxy that publishes it accepts them in its place, and an unpublished port is refused.",
                        port);
    }
}
