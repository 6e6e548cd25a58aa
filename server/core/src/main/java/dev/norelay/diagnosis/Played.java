package dev.norelay.diagnosis;

import dev.norelay.scenario.Certificate;
import dev.norelay.scenario.Client;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.TlsSettings;
import dev.norelay.session.Policy;
import java.util.List;
import java.util.Optional;

/**
 * What the server was playing.
 *
 * @param scenario the story; its own diagnosis never decides a cause, it only lends its words to one that was found
 * @param phase where the story stood
 * @param port the real port in the client's settings; 0 where it is not known
 * @param closed whether the server has been closed since
 */
public record Played(Scenario scenario, Phase phase, int port, boolean closed) {

    Client client() {
        return phase.client();
    }

    TlsSettings tls() {
        return phase.server().tls();
    }

    Optional<Listener> listener(String name) {
        return Optional.ofNullable(phase.server().listeners().get(name));
    }

    /** The listener to which the client's settings lead; empty where its port was typed and belongs to none. */
    Optional<Listener> intended() {
        Integer typed = client().port();
        return typed == null
                ? listener(client().listener())
                : phase.server().listeners().values().stream()
                        .filter(listener -> listener.port() == typed)
                        .findFirst();
    }

    /** What holds on the listener of a session. */
    Policy policy(Course course) {
        return listener(course.listener())
                .map(Listener::policy)
                .orElse(phase.server().profile().policy());
    }

    /** Which certificate the client met; one that lacks the name which the client was given is for a wrong host. */
    Certificate certificate() {
        List<String> names = tls().names();
        String host = client().host();
        boolean named = names.isEmpty()
                || (host == null
                        ? names.contains("127.0.0.1") || names.contains("localhost")
                        : names.stream().anyMatch(host::equalsIgnoreCase));
        return tls().certificate() == Certificate.VALID && !named ? Certificate.WRONG_HOST : tls().certificate();
    }
}
