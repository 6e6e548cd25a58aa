package dev.norelay.conduct.duty;

import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.smtp.Command;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One try to log in: AUTH, and what the client answered to the server's challenges (RFC 4954 §4).
 *
 * @param turns AUTH first
 */
record Login(Dialogue dialogue, List<Turn> turns) {
    /** Mechanisms that send what lets anybody log in who hears it. */
    private static final Set<String> IN_CLEAR = Set.of("PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER");

    /** What somebody typed; never shown. */
    record Credentials(String user, String password) {
        @Override
        public String toString() {
            return "Credentials[user=" + user + "]";
        }
    }

    Turn begun() {
        return turns.get(0);
    }

    /** The turn whose answer is that to the login. */
    Turn end() {
        return turns.get(turns.size() - 1);
    }

    String mechanism() {
        return begun().as(Command.Auth.class).orElseThrow().mechanism();
    }

    /** The client's responses that are not empty, still in base64, in order. */
    private List<String> responses() {
        return turns.stream()
                .flatMap(turn -> response(turn).stream())
                .filter(text -> !text.isEmpty() && !text.equals("*") && !text.equals("="))
                .toList();
    }

    private static Optional<String> response(Turn turn) {
        Optional<String> initial = turn.as(Command.Auth.class).map(Command.Auth::initialResponse);
        return initial.isPresent()
                ? initial
                : turn.as(Command.AuthResponse.class).map(Command.AuthResponse::base64);
    }

    /** Whether a password or a token went over the wire as it is, but for base64. */
    boolean tellsSecret() {
        int needed = mechanism().equals("LOGIN") ? 2 : 1; // the user name comes first
        return IN_CLEAR.contains(mechanism()) && responses().size() >= needed;
    }

    /** The user, if the server could read it. */
    Optional<String> user() {
        return turns.stream()
                .flatMap(turn -> turn.first(Event.LoginTried.class).stream())
                .map(Entry::event)
                .map(event -> ((Event.LoginTried) event).attempt().user())
                .findFirst();
    }

    /** User and password, where the mechanism shows them. */
    Optional<Credentials> credentials() {
        try {
            List<String> texts = responses().stream().map(Login::decoded).toList();
            if (mechanism().equals("PLAIN") && texts.size() == 1) {
                String[] parts = texts.get(0).split("\0", -1); // RFC 4616 §2
                return parts.length == 3 ? Optional.of(new Credentials(parts[1], parts[2])) : Optional.empty();
            }
            return mechanism().equals("LOGIN") && texts.size() == 2
                    ? Optional.of(new Credentials(texts.get(0), texts.get(1)))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty(); // whatever it was, it was no password
        }
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
