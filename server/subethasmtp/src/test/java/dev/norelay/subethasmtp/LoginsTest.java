package dev.norelay.subethasmtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.Norelay;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.AuthenticationHandler;
import org.subethamail.smtp.AuthenticationHandlerFactory;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.LoginFailedException;

/** Who may log in, and what the handler learns of it. */
class LoginsTest {
    private static final String MAIL = "MAIL FROM:<alice@example.test>";

    @Test
    void usersOfTheScenarioAreItsOwnAndAllOthersTheValidators() throws IOException {
        NorelaySubEtha bridge = NorelaySubEtha.handler(new Heard()).logins((user, password, context) -> {
            if (!password.equals("whistle") && !user.equals("alice@example.test")) {
                throw new LoginFailedException();
            }
        });
        try (Norelay server = bridge.open().start();
                Talk client = new Talk(server.port("smtp"))) {
            assertThat(client.after(plain("alice@example.test", "wrong"))).startsWith("535 ");
            assertThat(client.ask(plain("zara", "wrong"))).startsWith("535 ");
            assertThat(client.ask(plain("zara", "whistle"))).startsWith("235 ");
        }
        NorelaySubEtha nobody = NorelaySubEtha.handler(new Heard()).logins((user, password, context) -> {
            throw new LoginFailedException();
        });
        try (Norelay server = nobody.open().start();
                Talk client = new Talk(server.port("smtp"))) {
            assertThat(client.after(plain("alice@example.test", "correct-horse")))
                    .startsWith("535 ");
        }
    }

    private static String plain(String user, String password) {
        String message = "\0" + user + "\0" + password;
        return "AUTH PLAIN " + Base64.getEncoder().encodeToString(message.getBytes(UTF_8));
    }

    @Test
    void theHandlerLearnsWhoHasLoggedIn() throws IOException {
        Queue<MessageContext> contexts = new ConcurrentLinkedQueue<>();
        Heard heard = new Heard();
        NorelaySubEtha bridge = NorelaySubEtha.handler(context -> {
                    contexts.add(context);
                    return heard.create(context);
                })
                .logins((user, password, context) -> {});
        try (Norelay server = bridge.open().start();
                Talk client = new Talk(server.port("smtp"))) {
            client.after(plain("zara", "whistle"), MAIL);
            MessageContext context = contexts.remove();
            assertThat(context.getAuthenticationHandler())
                    .hasValueSatisfying(login -> assertThat(login.getIdentity()).isEqualTo("zara"));
            assertThat(context.getHelo()).contains("client.test");
            assertThat(context.getRemoteAddress()).hasToString("/127.0.0.1:0");
            assertThat(context.getSessionId()).isNotEmpty();
            assertThat(context.getTlsPeerCertificates()).isNull();
            assertThat(context.getSMTPServer().getHostName()).isEqualTo("mail.example.test");
        }
    }

    @Test
    void aRejectionThatDoesNotRefuseIsASlipOfTheHandlers() throws IOException {
        NorelaySubEtha bridge = NorelaySubEtha.handler(new Heard()).logins(new Welcoming());
        try (Norelay server = bridge.open().start();
                Talk client = new Talk(server.port("smtp"))) {
            assertThat(client.after(plain("zara", "whistle")))
                    .startsWith("451 4.3.0 ")
                    .contains("from 400 to 599");
        }
    }

    /** Says 250 with an exception. */
    private static final class Welcoming implements AuthenticationHandlerFactory, AuthenticationHandler {
        @Override
        public List<String> getAuthenticationMechanisms() {
            return List.of("PLAIN");
        }

        @Override
        public AuthenticationHandler create() {
            return this;
        }

        @Override
        public Optional<String> auth(String clientInput, MessageContext context) throws RejectException {
            throw new RejectException(250, "welcome");
        }

        @Override
        public Object getIdentity() {
            return "nobody";
        }
    }
}
