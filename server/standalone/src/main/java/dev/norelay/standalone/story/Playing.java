package dev.norelay.standalone.story;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server at work, as it is shown to people and programs.
 *
 * @param server that plays
 * @param ca the file of the certificate that clients have to trust
 * @param caIsKept whether the next run has the same one
 * @param http how it is driven over HTTP; null where it is not
 */
public record Playing(
        Norelay server, Path ca, boolean caIsKept, @Nullable Driven http) {

    /**
     * By HTTP.
     *
     * @param address of the API: {@code http://127.0.0.1:8025}
     * @param page to open in a browser; holds the token where one is needed
     * @param token that is needed; null where none is
     */
    public record Driven(
            String address, String page, @Nullable String token) {}

    /** One that is not driven over HTTP. */
    public Playing(Norelay server, Path ca, boolean caIsKept) {
        this(server, ca, caIsKept, null);
    }

    /** What is played. */
    public Scenario scenario() {
        return server.scenario();
    }

    /** Whether the story begins with a mail that cannot be sent, as most do. */
    public boolean fails() {
        return !scenario().diagnosis().isEmpty() && !scenario().diagnosis().contains(Cause.NONE);
    }

    /** The listeners of the present phase, in the file's order. */
    public List<Listener> listeners() {
        return List.copyOf(scenario().phase(server.phase()).server().listeners().values());
    }

    /** Whether a client that goes by the present settings is seen: no one else hears of a connection that is refused. */
    public boolean isSeen() {
        int port = now().port();
        return listeners().stream()
                .filter(listener -> port(listener) == port)
                .noneMatch(listener ->
                        listener.service() == Listener.Service.REFUSE || listener.service() == Listener.Service.IGNORE);
    }

    /** The port that is really bound. */
    public int port(Listener listener) {
        return server.port(listener.name());
    }

    /** The person's settings as they are. */
    public ClientSettings now() {
        return server.settings();
    }

    /** The person's settings after the last remedy. */
    public ClientSettings fixed() {
        return server.settings(Phase.FIXED);
    }
}
