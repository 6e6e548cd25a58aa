package dev.norelay.subethasmtp;

import dev.norelay.Norelay;
import dev.norelay.scenario.Scenario;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.AuthenticationHandlerFactory;
import org.subethamail.smtp.MessageHandlerFactory;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.UsernamePasswordValidator;
import org.subethamail.smtp.helper.BasicMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/**
 * Runs what was written for SubEthaSMTP's server under a scenario. Immutable; usable for many servers at once.
 *
 * <pre>{@code
 * try (Norelay server = NorelaySubEtha.handler(factory).scenario("relay-denied").start()) { … }
 * }</pre>
 *
 * <p>The scenario comes first: what its rules or its policy refuse, no handler hears of. What they let through, the handler
 * decides on at the same moment: {@code from()} at MAIL, {@code recipient()} at RCPT, {@code data()} when the message has
 * come, and {@code done()} once for each handler that was made, whatever became of the transaction. A {@code
 * RejectException} becomes the reply, a {@code DropConnectionException} the reply and the end of the connection, a {@code
 * TooMuchDataException} 552 in the scenario's words. Any other exception is answered with 421 and the end of the
 * connection, as SubEthaSMTP has it, and logged.
 *
 * <p>Handlers are called on worker threads, one call at a time for a session, and may block.
 *
 * <p>A login that the scenario refuses is refused. Users that it does not know, and those that it lets in, are for the
 * validator, with PLAIN and LOGIN. Ports, TLS, limits and whether a login is needed are the scenario's: SubEthaSMTP's
 * {@code requireAuth}, {@code maxMessageSize} and the like say nothing here.
 */
public final class NorelaySubEtha {
    private static final String HOST = "mail.example.test";

    private final SMTPServer server;
    private final @Nullable AuthenticationHandlerFactory logins;

    private NorelaySubEtha(SMTPServer server, @Nullable AuthenticationHandlerFactory logins) {
        this.server = server;
        this.logins = logins;
    }

    /** These handlers, one for each mail transaction. */
    public static NorelaySubEtha handler(MessageHandlerFactory factory) {
        return server(
                SMTPServer.port(0).hostName(HOST).messageHandlerFactory(factory).build());
    }

    /** This listener, told of each message that comes to its end. */
    public static NorelaySubEtha listener(BasicMessageListener listener) {
        return server(SMTPServer.port(0).hostName(HOST).messageHandler(listener).build());
    }

    /**
     * The handlers and validator of a server as it is set up, which is not started; {@code Wiser.getServer()} is one. It is
     * what handlers get from {@code MessageContext.getSMTPServer()}.
     */
    public static NorelaySubEtha server(SMTPServer server) {
        return new NorelaySubEtha(
                server, server.getAuthenticationHandlerFactory().orElse(null));
    }

    /** The same, with this validator for logins. */
    public NorelaySubEtha logins(UsernamePasswordValidator validator) {
        return logins(new EasyAuthenticationHandlerFactory(validator));
    }

    /**
     * The same, with these handlers for logins. They are asked about PLAIN and LOGIN, if they list them; norelay sends the
     * challenges itself.
     */
    public NorelaySubEtha logins(AuthenticationHandlerFactory factory) {
        return new NorelaySubEtha(server, factory);
    }

    /** Behind a server that accepts everything. */
    public Norelay.Builder open() {
        return behind(Norelay.builder().open());
    }

    /**
     * Behind a scenario of the catalogue.
     *
     * @throws dev.norelay.scenario.ScenarioException if there is none with that name; the message has the nearest ones
     */
    public Norelay.Builder scenario(String name) {
        return behind(Norelay.builder().scenario(name));
    }

    /**
     * Behind a scenario file.
     *
     * @throws dev.norelay.scenario.ScenarioException if it cannot be read; the message lists all that is wrong
     */
    public Norelay.Builder scenario(Path file) {
        return behind(Norelay.builder().scenario(file));
    }

    /** Behind a scenario. */
    public Norelay.Builder scenario(Scenario scenario) {
        return behind(Norelay.builder().scenario(scenario));
    }

    /** Behind whatever that server will play. It takes the place of a script. */
    public Norelay.Builder behind(Norelay.Builder builder) {
        return builder.script(new Bridge(server, logins));
    }
}
