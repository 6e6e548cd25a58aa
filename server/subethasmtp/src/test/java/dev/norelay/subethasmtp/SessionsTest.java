package dev.norelay.subethasmtp;

import static dev.norelay.scenario.Rules.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.Norelay;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/** Sessions beside each other, and their ends. */
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
}
