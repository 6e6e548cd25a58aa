package dev.norelay.subethasmtp;

import static dev.norelay.scenario.Rules.accept;
import static dev.norelay.scenario.Rules.close;
import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.pause;
import static dev.norelay.scenario.Rules.refuse;
import static dev.norelay.scenario.Rules.reply;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norelay.Norelay;
import dev.norelay.scenario.ScenarioException;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.subethamail.smtp.AuthenticationHandler;
import org.subethamail.smtp.AuthenticationHandlerFactory;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.helper.SimpleMessageListenerAdapter;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.wiser.Wiser;

/** Sessions beside each other, their ends, and what handlers are told. */
class SessionsTest {
    private static final String MAIL = "MAIL FROM:<alice@example.test>";
    private static final String RCPT = "RCPT TO:<bob@partner.test>";

    /** Holds each client at RCPT until all are there: on event loops, of which there are two to four, it would never end. */
    @Test
    void handlersOfParallelSessionsMayAllBlock() throws Exception {
        int clients = 60;
        CountDownLatch there = new CountDownLatch(clients);
        Queue<String> pairs = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try (Norelay server = NorelaySubEtha.handler(context -> new Waiting(there, pairs))
                .open()
                .start()) {
            List<Future<String>> replies = IntStream.range(0, clients)
                    .mapToObj(i -> threads.submit(() -> {
                        try (Talk client = new Talk(server.port("smtp"))) {
                            client.after("MAIL FROM:<u" + i + "@example.test>");
                            String reply = client.ask("RCPT TO:<u" + i + "@partner.test>");
                            client.ask("DATA");
                            client.say("Subject: " + i + "\r\n\r\n.\r\n");
                            return reply + " " + client.hear();
                        }
                    }))
                    .toList();
            for (Future<String> each : replies) {
                assertThat(each.get(60, TimeUnit.SECONDS)).startsWith("250 ").contains(" 250 ");
            }
            assertThat(server.messages()).hasSize(clients);
            assertThat(pairs)
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, clients)
                            .mapToObj(i -> "u" + i + "@example.test u" + i + "@partner.test")
                            .toList());
        } finally {
            threads.shutdownNow();
        }
    }

    private static final class Waiting implements MessageHandler {
        private final CountDownLatch there;
        private final Queue<String> pairs;
        private String pair = "";

        Waiting(CountDownLatch there, Queue<String> pairs) {
            this.there = there;
            this.pairs = pairs;
        }

        @Override
        public void from(String from) {
            pair = from;
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            pair += " " + recipient;
            there.countDown();
            try {
                if (!there.await(60, TimeUnit.SECONDS)) {
                    throw new RejectException("the others are held up");
                }
            } catch (InterruptedException e) {
                throw new RejectException("interrupted");
            }
        }

        @Override
        public @Nullable String data(InputStream data) {
            return null;
        }

        @Override
        public void done() {
            pairs.add(pair);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"behind MAIL", "behind RCPT", "behind DATA", "in the message", "before the dot", "in a chunk"})
    void doneComesOnceWhenTheClientLeaves(String where) throws IOException {
        Heard heard = new Heard();
        try (Norelay server = NorelaySubEtha.handler(heard).open().start()) {
            try (Talk client = new Talk(server.port("smtp"))) {
                client.after(MAIL);
                if (!where.equals("behind MAIL")) {
                    client.ask(RCPT);
                }
                switch (where) {
                    case "behind DATA" -> client.ask("DATA");
                    case "in the message" -> {
                        client.ask("DATA");
                        client.say("Subject: hel");
                    }
                    case "before the dot" -> {
                        client.ask("DATA");
                        client.say("Subject: hello\r\n\r\n"
                                + "x".repeat(70).concat("\r\n").repeat(8_000));
                    }
                    case "in a chunk" -> client.say("BDAT 100 LAST\r\nSubject: hel");
                    default -> {
                        // no further
                    }
                }
            }
            assertThat(server.messages()).isEmpty();
            assertThat(heard.calls()).endsWith("done").noneMatch(call -> call.startsWith("data"));
            assertThat(heard.done).hasValue(1);
        }
        assertThat(heard.done).hasValue(1);
    }

    @Test
    void doneWaitsForACallThatIsStillRunning() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        Queue<String> calls = new ConcurrentLinkedQueue<>();
        try (Norelay server = NorelaySubEtha.handler(context -> new Slow(asked, left, calls))
                .open()
                .start()) {
            try (Talk client = new Talk(server.port("smtp"))) {
                client.after(MAIL);
                client.say(RCPT + "\r\n");
                assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            }
            left.countDown();
            assertThat(server.messages()).isEmpty();
            assertThat(calls).containsExactly("recipient ended", "done");
        }
    }

    private record Slow(CountDownLatch asked, CountDownLatch left, Queue<String> calls) implements MessageHandler {
        @Override
        public void from(String from) {}

        @Override
        public void recipient(String recipient) throws RejectException {
            asked.countDown();
            try {
                if (!left.await(20, TimeUnit.SECONDS)) {
                    throw new RejectException("the client never left");
                }
            } catch (InterruptedException e) {
                throw new RejectException("interrupted");
            }
            calls.add("recipient ended");
        }

        @Override
        public @Nullable String data(InputStream data) {
            return null;
        }

        @Override
        public void done() {
            calls.add("done");
        }
    }

    @Test
    void closingTheServerEndsTransactions() throws IOException {
        Heard heard = new Heard();
        Norelay server = NorelaySubEtha.handler(heard).open().start();
        try (Talk client = new Talk(server.port("smtp"))) {
            client.after(MAIL, RCPT);
            server.close();
        }
        assertThat(heard.done).hasValue(1);
    }

    @Test
    void aMessageInAFileAndInChunksIsReadWhole() throws IOException {
        AtomicInteger lines = new AtomicInteger();
        String line = "0123456789".repeat(7) + "\r\n";
        NorelaySubEtha bridge = NorelaySubEtha.listener(
                (context, from, to, data) -> lines.set(new String(data, US_ASCII).split(line, -1).length - 1));
        try (Norelay server = bridge.open().start();
                Talk client = new Talk(server.port("smtp"))) {
            client.after(MAIL, RCPT, "DATA");
            client.say("Subject: large\r\n\r\n" + line.repeat(20_000) + ".\r\n");
            assertThat(client.hear()).startsWith("250 ");
            assertThat(lines).hasValue(20_000);

            client.ask(MAIL);
            client.ask(RCPT);
            client.say("BDAT " + 2 * line.length() + "\r\n" + line.repeat(2));
            assertThat(client.hear()).startsWith("250 ");
            client.say("BDAT " + line.length() + " LAST\r\n" + line);
            assertThat(client.hear()).startsWith("250 ");
            assertThat(lines).hasValue(3);
            assertThat(server.messages()).hasSize(2);
        }
    }

    @Test
    void tooMuchDataIsRefusedInTheScenariosWords() throws IOException {
        Heard heard = new Heard();
        try (Norelay server = NorelaySubEtha.handler(heard).open().start();
                Talk client = new Talk(server.port("smtp"))) {
            client.after(MAIL, RCPT, "DATA");
            client.say("Subject: too-much\r\n\r\n.\r\n");
            assertThat(client.hear()).startsWith("552 5.3.4 ");
            assertThat(client.ask(MAIL)).startsWith("250 ");
            assertThat(server.messages()).isEmpty();
        }
        assertThat(heard.done).hasValue(2);
    }

    @Test
    void aYesOfSeveralLinesIsOneReply() throws IOException {
        try (Norelay server = NorelaySubEtha.handler(new Heard()).open().start();
                Talk client = new Talk(server.port("smtp"))) {
            client.after(MAIL, RCPT, "DATA");
            client.say("Subject: lines\r\n\r\n.\r\n");
            assertThat(client.hear()).isEqualTo("250 as 4711");
            assertThat(server.journal().transcript()).contains("S: 250-Queued");
        }
    }

    @Test
    void rulesThatSayYesKeepTheirWordsAndTheHandlerIsAskedAllTheSame() throws IOException {
        Heard heard = new Heard();
        try (Norelay server = NorelaySubEtha.handler(heard)
                        .open()
                        .rule(on(Moment.MAIL).then(reply("250 2.1.0 by all means")))
                        .rule(on(Moment.RCPT).then(accept()))
                        .rule(on(Moment.END_OF_DATA).then(reply("250 2.0.0 gladly")))
                        .start();
                Talk client = new Talk(server.port("smtp"))) {
            assertThat(client.after(MAIL)).isEqualTo("250 2.1.0 by all means");
            assertThat(client.ask("RCPT TO:<reject@partner.test>")).isEqualTo("571 not here");
            client.ask(RCPT);
            client.ask("DATA");
            client.say("Subject: words\r\n\r\n.\r\n");
            assertThat(client.hear()).isEqualTo("250 2.0.0 gladly");
            assertThat(client.ask("MAIL FROM:<reject@example.test>")).isEqualTo("571 not here");
            assertThat(server.nearMisses()).isEmpty();
        }
    }

    @Test
    void wordsOfTheHandlerComeBehindAPauseAndNeverBehindAnEnd() throws IOException {
        Heard heard = new Heard();
        try (Norelay server = NorelaySubEtha.handler(heard)
                        .open()
                        .rule(on(Moment.END_OF_DATA).times(1).then(accept(), pause(Duration.ofMillis(1))))
                        .rule(on(Moment.END_OF_DATA).then(accept(), close()))
                        .start();
                Talk client = new Talk(server.port("smtp"))) {
            client.after(MAIL, RCPT, "DATA");
            client.say("Subject: words\r\n\r\n.\r\n");
            assertThat(client.hear()).isEqualTo("250 Queued as 4711");
            client.ask(MAIL);
            client.ask(RCPT);
            client.ask("DATA");
            client.say("Subject: words\r\n\r\n.\r\n");
            assertThat(client.hear()).as("the end").isEmpty();
            assertThat(server.messages()).hasSize(2);
        }
        assertThat(heard.taken).hasValue(2);
    }

    @Test
    void rsetThatARuleRefusesLeavesTheTransactionOpen() throws IOException {
        Heard heard = new Heard();
        try (Norelay server = NorelaySubEtha.handler(heard)
                        .open()
                        .rule(on(Moment.RSET).then(refuse(Refusal.SERVICE_UNAVAILABLE)))
                        .start();
                Talk client = new Talk(server.port("smtp"))) {
            client.after(MAIL);
            assertThat(client.ask("RSET")).startsWith("421 ");
            assertThat(server.messages()).isEmpty();
            assertThat(heard.calls()).containsExactly("from alice@example.test, client.test", "done"); // 421 has closed
        }
    }

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
    void aServerThatIsSetUpLendsItsHandlersAndItsValidator() throws IOException {
        Heard heard = new Heard();
        SMTPServer written = SMTPServer.port(25000)
                .hostName("mx.example.test")
                .messageHandlerFactory(heard)
                .insertReceivedHeaders(false)
                .build();
        try (Norelay server = NorelaySubEtha.server(written).open().start();
                Talk client = new Talk(server.port("smtp"))) {
            client.after(MAIL, RCPT, "DATA");
            client.say("Subject: bare\r\n.\r\n");
            assertThat(client.hear()).startsWith("250 ");
            assertThat(heard.calls()).contains("data Subject: bare|");
            assertThat(written.isRunning()).isFalse();
        }
    }

    @Test
    void wiserCollectsBehindAScenario() throws Exception {
        Wiser wiser = Wiser.create();
        try (Norelay server = NorelaySubEtha.server(wiser.getServer()).open().start();
                Talk client = new Talk(server.port("smtp"))) {
            client.after(MAIL, RCPT, "DATA");
            client.say("Subject: hello\r\n\r\nHow are you?\r\n.\r\n");
            assertThat(client.hear()).startsWith("250 ");
            assertThat(wiser.getMessages()).singleElement().satisfies(message -> {
                assertThat(message.getEnvelopeReceiver()).isEqualTo("bob@partner.test");
                assertThat(message.getMimeMessage().getSubject()).isEqualTo("hello");
            });
        }
    }

    @Test
    void aSimpleListenerRefusesRecipientsThatItDoesNotWant() throws IOException {
        SimpleMessageListenerAdapter adapter = new SimpleMessageListenerAdapter(new Wanted());
        try (Norelay server = NorelaySubEtha.handler(adapter).open().start();
                Talk client = new Talk(server.port("smtp"))) {
            assertThat(client.after(MAIL, "RCPT TO:<ann@partner.test>"))
                    .isEqualTo("553 <ann@partner.test> address unknown.");
            assertThat(client.ask(RCPT)).startsWith("250 ");
        }
    }

    private static final class Wanted implements SimpleMessageListener {
        @Override
        public boolean accept(String from, String recipient) {
            return recipient.startsWith("bob@");
        }

        @Override
        public void deliver(String from, String recipient, InputStream data) {}
    }

    @Test
    void aRejectionThatDoesNotRefuseIsASlipOfTheHandlers() throws IOException {
        NorelaySubEtha bridge = NorelaySubEtha.handler(new SimpleMessageListenerAdapter(new Wanted()))
                .logins(new Welcoming());
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

    @Test
    void anUnknownScenarioIsToldAtOnce() {
        assertThatThrownBy(() -> NorelaySubEtha.handler(new Heard()).scenario("relay-denyed"))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("relay-denied");
    }
}
