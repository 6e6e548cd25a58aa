package dev.norelay.standalone;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;

/**
 * A server at work, as it is shown to people and programs.
 *
 * @param server that plays
 * @param ca the file of the certificate that clients have to trust
 */
record Playing(Norelay server, Path ca) {

    Scenario scenario() {
        return server.scenario();
    }

    /** Whether the story begins with a mail that cannot be sent, as most do. */
    boolean fails() {
        return !scenario().diagnosis().isEmpty() && !scenario().diagnosis().contains(Cause.NONE);
    }

    /** The listeners of the present phase, in the file's order. */
    List<Listener> listeners() {
        return List.copyOf(scenario().phase(server.phase()).server().listeners().values());
    }

    int port(Listener listener) {
        return server.port(listener.name());
    }

    /** The person's settings as they are. */
    ClientSettings now() {
        return server.settings();
    }

    /** The person's settings after the last remedy. */
    ClientSettings fixed() {
        return server.settings(Phase.FIXED);
    }
}
