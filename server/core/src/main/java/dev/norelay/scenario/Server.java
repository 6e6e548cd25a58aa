package dev.norelay.scenario;

import dev.norelay.session.ServerProfile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The server of a phase.
 *
 * @param profile what holds on all listeners
 * @param listeners by name, in the file's order
 * @param tls what it shows and speaks
 */
public record Server(ServerProfile profile, Map<String, Listener> listeners, TlsSettings tls) {
    public Server {
        listeners = Collections.unmodifiableMap(new LinkedHashMap<>(listeners));
    }
}
