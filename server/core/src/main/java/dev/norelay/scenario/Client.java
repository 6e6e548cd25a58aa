package dev.norelay.scenario;

import dev.norelay.session.Security;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The person's settings of the outgoing server, right or wrong.
 *
 * @param listener whose host and port they have; ignored where host and port are given
 * @param host typed literally, or null
 * @param port typed literally, or null
 * @param security as the person has set it
 * @param user or null where the login was left blank
 * @param password or null where it was left blank
 * @param token what the sign-in has given to the client in a password's place, or null
 * @param clock by how much the device's clock is off: negative, it is behind
 * @param tls the only versions the device knows; empty: today's
 */
public record Client(
        String listener,
        @Nullable String host,
        @Nullable Integer port,
        Security security,
        @Nullable String user,
        @Nullable String password,
        @Nullable String token,
        Duration clock,
        List<String> tls) {
    public Client {
        tls = List.copyOf(tls);
    }

    /** Settings without a token. */
    public Client(
            String listener,
            @Nullable String host,
            @Nullable Integer port,
            Security security,
            @Nullable String user,
            @Nullable String password,
            Duration clock,
            List<String> tls) {
        this(listener, host, port, security, user, password, null, clock, tls);
    }

    /** The user name, if the person gave one. */
    public Optional<String> userName() {
        return Optional.ofNullable(user);
    }

    /** Passwords stay out of logs. */
    @Override
    public String toString() {
        return "Client[listener=" + listener + ", security=" + security.id() + ", user=" + user + "]";
    }
}
