package dev.norelay;

import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.refuse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.norelay.journal.Entry;
import dev.norelay.journal.JournalLimits;
import dev.norelay.journal.JournalOverflowException;
import dev.norelay.journal.Message;
import dev.norelay.journal.Recorder;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The journal's bounds, its listeners, waiting for it; and scripts, which see what it sees. */
class JournalTest {

    private static SmtpWire greeted(Norelay server) {
        SmtpWire client = SmtpWire.connect(server.port("smtp"));
        client.expect("220");
        client.ask("EHLO client.test", "250-");
        return client;
    }

    private static String deliver(SmtpWire client, String content) {
        client.ask("MAIL FROM:<alice@example.test>", "250 2.1.0");
        client.ask("RCPT TO:<bob@partner.test>", "250 2.1.5");
        client.ask("DATA", "354");
        client.raw(content);
        return client.ask(".", "");
    }

    @Test
    void readingWhatWasDroppedSaysHowMuchIsMissing() {
        try (Norelay server = Norelay.builder()
                        .journal(new JournalLimits(1_000, 2, 1_000_000))
                        .start();
                SmtpWire client = greeted(server)) {
            deliver(client, "1\r\n");
            deliver(client, "2\r\n");
            assertThat(server.messages()).hasSize(2);
            deliver(client, "3\r\n");
            assertThatThrownBy(server::messages)
                    .isInstanceOf(JournalOverflowException.class)
                    .hasMessageContaining("1 messages dropped")
                    .hasMessageContaining("maxMessages");
            for (int i = 0; i < 600; i++) {
                client.ask("NOOP", "250");
            }
            assertThatThrownBy(() -> server.journal().entries())
                    .isInstanceOf(JournalOverflowException.class)
                    .hasMessageContaining("entries dropped")
                    .hasMessageContaining("maxEntries");
            assertThat(server.journal().transcript()).contains("NOOP");
            server.reset();
            assertThat(server.messages()).isEmpty();
        }
    }

    @Test
    void messagesInMemoryAreBoundedByTheirOctets() {
        try (Norelay server = Norelay.builder()
                        .journal(new JournalLimits(1_000, 100, 5_000))
                        .start();
                SmtpWire client = greeted(server)) {
            for (int i = 0; i < 3; i++) {
                deliver(client, ("x".repeat(70) + "\r\n").repeat(30));
            }
            assertThatThrownBy(server::messages).hasMessageContaining("1 messages dropped");
        }
    }

    @Test
    void listenersHearEachEntryInOrderWhateverOneOfThemDoes() throws InterruptedException {
        Logger logger = (Logger) LoggerFactory.getLogger(Recorder.class);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        logger.addAppender(logged);
        List<Entry> heard = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch quit = new CountDownLatch(1);
        try (Norelay server = Norelay.builder()
                .listener(entry -> {
                    throw new IllegalStateException("on purpose: a listener that throws does no harm");
                })
                .listener(heard::add)
                .listener(entry -> {
                    if (entry.event() instanceof dev.norelay.journal.Event.SessionClosed) {
                        quit.countDown();
                    }
                })
                .start()) {
            try (SmtpWire client = greeted(server)) {
                deliver(client, "x\r\n");
                client.ask("QUIT", "221");
            }
            assertThat(quit.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(server.journal().entries()).containsAll(heard);
            assertThat(heard).extracting(Entry::sequence).isSorted().doesNotHaveDuplicates();
            assertThat(heard).hasSameSizeAs(server.journal().entries());
            assertThat(logged.list).hasSameSizeAs(heard);
        } finally {
            logger.detachAppender(logged);
        }
    }

    @Test
    void awaitReturnsWhenItHasHappenedOftenEnough() throws Exception {
        try (Norelay server = Norelay.open();
                SmtpWire client = greeted(server)) {
            server.add(on(Moment.RCPT).then(refuse(Refusal.RELAY_DENIED)));
            Thread later = new Thread(() -> {
                client.ask("MAIL FROM:<a@example.test>", "250");
                client.ask("RCPT TO:<b@partner.test>", "550");
                client.ask("RCPT TO:<c@partner.test>", "550");
            });
            later.start();
            server.journal().await(Refusal.RELAY_DENIED, 2, Duration.ofSeconds(10));
            later.join(10_000);
            assertThatThrownBy(() -> server.journal().await(Refusal.RELAY_DENIED, 3, Duration.ofMillis(20)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("3 times relay-denied")
                    .hasMessageContaining("C: RCPT TO:<c@partner.test>");
            assertThatThrownBy(() -> server.journal().awaitMessages(1, Duration.ofMillis(20)))
                    .hasMessageContaining("1 messages");
        }
        try (Norelay server = Norelay.open()) {
            assertThatThrownBy(() -> server.journal().awaitMessages(1, Duration.ofMillis(1)))
                    .hasMessageContaining("nobody connected");
        }
    }

    @Test
    void whatHappenedCanBeReadWhenTheServerIsClosed() {
        Norelay server = Norelay.open();
        try (SmtpWire client = greeted(server)) {
            deliver(client, "small\r\n");
            deliver(client, ("x".repeat(998) + "\r\n").repeat(300));
        }
        server.close();
        assertThat(server.journal().transcript()).contains("C: DATA");
        assertThat(server.messages())
                .hasSize(2)
                .first()
                .extracting(Message::text)
                .isEqualTo("small\r\n");
        assertThatThrownBy(() -> server.messages().get(1).octets()).hasMessageContaining("before close()");
        assertThatThrownBy(server.ca()::file).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aScriptThatThrowsIsATemporaryErrorAndNoRefusal() {
        try (Norelay server = Norelay.builder()
                        .script(occasion -> {
                            switch (occasion.proposal().moment()) {
                                case NOOP -> throw new IllegalStateException("on purpose:\r\ntwo lines");
                                case VRFY -> throw new AssertionError("on purpose");
                                case RSET -> throw new IllegalStateException("on purpose: " + "long ".repeat(500));
                                default -> {
                                    return List.of();
                                }
                            }
                        })
                        .start();
                SmtpWire client = greeted(server)) {
            client.ask(
                    "NOOP",
                    "451 4.3.0 A rule or script failed: java.lang.IllegalStateException: on purpose: two lines");
            client.ask("VRFY x", "451 4.3.0");
            client.ask("RSET", "451 4.3.0");
            client.ask("QUIT", "221");
        }
    }

    @Test
    void slowScriptsHoldNobodyElseUp() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(30);
        CountDownLatch go = new CountDownLatch(1);
        List<SmtpWire> clients = new ArrayList<>();
        try (Norelay server = Norelay.builder()
                .script(occasion -> {
                    if (occasion.proposal().moment() == Moment.NOOP) {
                        slow.countDown();
                        await(go);
                    }
                    return List.of();
                })
                .start()) {
            for (int i = 0; i < 30; i++) {
                clients.add(greeted(server).send("NOOP"));
            }
            assertThat(slow.await(10, TimeUnit.SECONDS)).isTrue();
            try (SmtpWire quick = greeted(server)) {
                assertThat(deliver(quick, ("x".repeat(998) + "\r\n").repeat(300)))
                        .startsWith("250");
            }
            go.countDown();
            clients.forEach(client -> client.expect("250"));
        } finally {
            go.countDown();
            clients.forEach(SmtpWire::close);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aScriptDecidesOnceAboutALargeMessage() {
        List<Moment> asked = Collections.synchronizedList(new ArrayList<>());
        try (Norelay server = Norelay.builder()
                .script(occasion -> {
                    asked.add(occasion.proposal().moment());
                    return List.of();
                })
                .start()) {
            String line = "x".repeat(998) + "\r\n";
            for (int i = 0; i < 30; i++) {
                try (SmtpWire client = greeted(server)) {
                    client.ask("MAIL FROM:<alice@example.test>", "250");
                    client.ask("RCPT TO:<bob@partner.test>", "250");
                    client.ask("DATA", "354");
                    for (int piece = 0; piece < 6; piece++) {
                        client.raw(line.repeat(100));
                    }
                    client.ask(".", "250");
                    client.ask("QUIT", "221");
                }
            }
            assertThat(asked.stream().filter(Moment.END_OF_DATA::equals)).hasSize(30);
            assertThat(server.messages()).hasSize(30);
        }
    }
}
