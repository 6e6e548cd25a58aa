package dev.norelay;

import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.pause;
import static dev.norelay.scenario.Rules.stall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.norelay.journal.Event;
import dev.norelay.journal.Event.How;
import dev.norelay.smtp.Moment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Closing: polite where that can be, bounded whatever clients do. */
@Tag("tls")
class ClosingTest {

    private static SmtpWire greeted(Norelay server) {
        SmtpWire client = SmtpWire.connect(server.port("smtp"));
        client.expect("220");
        client.ask("EHLO client.test", "250-");
        return client;
    }

    @Test
    void anIdleClientIsToldThatTheServerGoesDown() throws IOException {
        Norelay server = Norelay.open();
        try (SmtpWire client = greeted(server);
                SmtpWire inTls = SmtpWire.connectTls(
                        server.port("submissions"), server.settings().sslContext())) {
            inTls.expect("220");
            server.close();
            client.expect("421 4.3.2");
            assertThat(client.end()).isEqualTo(SmtpWire.End.FIN);
            inTls.expect("421 4.3.2");
            assertThat(inTls.end()).isEqualTo(SmtpWire.End.CLOSE_NOTIFY);
            assertThat(server.journal().sessions())
                    .allSatisfy(session -> assertThat(session.closed()).contains(How.SHUTDOWN));
            server.close();
        }
    }

    /** As a program does that prints a diagnosis behind each session; closing waits for it, so it must not wait for that. */
    @Test
    void whoIsToldOfTheLastSessionMayAskTheServer() {
        Norelay[] asked = new Norelay[1];
        List<String> told = new CopyOnWriteArrayList<>();
        Norelay server = Norelay.builder()
                .scenario("relay-denied")
                .listener(entry -> {
                    if (entry.event() instanceof Event.SessionClosed) {
                        told.add(asked[0].diagnosis().cause().id());
                    }
                })
                .start();
        asked[0] = server;
        try (SmtpWire client = greeted(server)) {
            client.ask("MAIL FROM:<alice@example.test>", "250");
            client.ask("RCPT TO:<bob@partner.test>", "550");
            server.close();
            assertThat(told).as("one diagnosis, before close() returned").hasSize(1);
        }
    }

    @Test
    void stuckClientsHoldNobodyUp() throws IOException {
        Norelay server = Norelay.open();
        server.add(on(Moment.RSET).then(stall()));
        server.add(on(Moment.VRFY).then(pause(Duration.ofHours(1))));
        List<SmtpWire> stuck = new ArrayList<>();
        try {
            stuck.add(greeted(server).send("RSET"));
            stuck.add(greeted(server).send("VRFY x"));
            stuck.add(greeted(server).raw("MAIL FROM:<>\r\nRCPT TO:<a@b.test>\r\nDATA\r\nhalf a message"));
            stuck.add(SmtpWire.connect(server.port("submissions")).raw("\u0016\u0003\u0001"));
            SmtpWire between = SmtpWire.connect(server.port("submission"));
            between.expect("220");
            between.ask("EHLO x", "250-");
            between.ask("STARTTLS", "220");
            stuck.add(between);
            stuck.add(neverReading(server, false));
            stuck.add(neverReading(server, true));
            long begin = System.nanoTime();
            server.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
            assertThat(server.journal().sessions())
                    .hasSize(stuck.size())
                    .allSatisfy(session -> assertThat(session.closed()).isPresent());
        } finally {
            stuck.forEach(SmtpWire::close);
        }
    }

    /** Pipelines commands until the server, whose replies nobody reads, takes no more. */
    private static SmtpWire neverReading(Norelay server, boolean tls) throws IOException {
        SmtpWire client = SmtpWire.connect(server.port(tls ? "submissions" : "smtp"), 4_096);
        if (tls) {
            client.startTls(server.settings().sslContext());
        }
        client.expect("220");
        Thread writer = new Thread(() -> writeUntilTheEnd(client), "never-reading");
        writer.setDaemon(true);
        writer.start();
        long before;
        long now = 0;
        do {
            before = now;
            now = server.journal().sessions().stream()
                    .mapToLong(session -> session.entries().size())
                    .sum();
        } while (now < 2_000 || now != before);
        return client;
    }

    private static void writeUntilTheEnd(SmtpWire client) {
        String help = "EHLO x\r\n".repeat(1_000);
        try {
            for (int i = 0; i < 10_000; i++) {
                client.raw(help);
            }
        } catch (java.io.UncheckedIOException end) {
            // the server has closed: this is what it wrote for
        }
    }

    /** What is not answered is not read, and what is not read is not held. */
    @Test
    void aClientThatDoesNotReadTakesNoMemory() throws IOException {
        try (Norelay server = Norelay.open();
                SmtpWire client = neverReading(server, false)) {
            int answered = server.journal().sessions().get(0).entries().size() / 2;
            assertThat(answered).isLessThan(80_000);
        }
    }

    @Test
    void manyServersInARow() {
        for (int i = 0; i < 100; i++) {
            try (Norelay server = Norelay.open();
                    SmtpWire client = greeted(server)) {
                client.ask("QUIT", "221");
            }
        }
    }

    /** There is no second round behind a quiet one: whatever a client did before is recorded all the same. */
    @Test
    void howAClientLeftJustBeforeIsRecorded() {
        for (int i = 0; i < 200; i++) {
            Norelay server = Norelay.open();
            SmtpWire client = greeted(server);
            if (i % 2 == 0) {
                client.ask("QUIT", "221");
            }
            client.close();
            server.close();
            How how = i % 2 == 0 ? How.QUIT : How.CLIENT_CLOSED;
            assertThat(server.journal().sessions())
                    .singleElement()
                    .satisfies(session -> assertThat(session.closed()).contains(how));
        }
    }

    @Test
    void aPortIsFreeWhenItsServerIsClosed() {
        int port = portThatNobodyIsGiven();
        for (int i = 0; i < 20; i++) {
            try (Norelay server = Norelay.builder().port("smtp", port).start();
                    SmtpWire client = greeted(server)) {
                client.ask("NOOP", "250");
            }
        }
    }

    /** Free, and below those that systems give to whoever asks for any: else another test may have it in between. */
    private static int portThatNobodyIsGiven() {
        for (int port = 20_000; port < 30_000; port++) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // the next one, then
            }
        }
        throw new AssertionError("10,000 ports are taken");
    }

    @Test
    void manyServersBesideEachOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(50);
        try {
            List<Callable<Integer>> each = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                each.add(() -> {
                    try (Norelay server = Norelay.open();
                            SmtpWire client = greeted(server)) {
                        client.ask("MAIL FROM:<>", "250");
                        client.ask("RCPT TO:<a@b.test>", "250");
                        client.ask("DATA", "354");
                        client.ask("x\r\n.", "250");
                        return server.messages().size();
                    }
                });
            }
            for (Future<Integer> one : threads.invokeAll(each, 60, TimeUnit.SECONDS)) {
                assertThat(one.get()).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theFileOfTheAuthorityGoesWithTheServer() {
        Norelay server = Norelay.open();
        Path file = server.ca().file();
        assertThat(file).content().isEqualTo(server.ca().pem());
        server.close();
        assertThat(file).doesNotExist();
    }

    @Test
    void whatAClosedServerSawCanBeReadAndNothingIsHandedOutAnyMore() {
        Norelay server = Norelay.start("relay-denied");
        try (SmtpWire client = greeted(server)) {
            client.ask("MAIL FROM:<alice@example.test>", "250");
        }
        server.close();
        assertThat(server.isClosed()).isTrue();
        assertThat(server.journal().sessions()).hasSize(1);
        assertThat(server.messages()).isEmpty();
        assertThat(server.diagnosis().cause()).isNotNull();
        List<Runnable> tooLate = List.of(
                server::settings,
                () -> server.settings("fixed"),
                () -> server.port("smtp"),
                server::fix,
                server::reset,
                () -> server.use("stale-password"),
                () -> server.add(on(Moment.RSET).then(stall())),
                () -> server.changePassword("alice@example.test", "new"),
                () -> server.letTimePass(Duration.ofHours(1)),
                () -> server.play(settings -> {}));
        assertThat(tooLate)
                .allSatisfy(call -> assertThatIllegalStateException()
                        .isThrownBy(call::run)
                        .withMessageStartingWith("the server is closed: ask for its settings"));
    }

    @Test
    void whomAClosedServerHasNotSeenItsDiagnosisTellsThatItIsClosed() {
        Norelay server = Norelay.open();
        server.close();
        assertThat(server.diagnosis().toString())
                .contains("but the server has been closed: who comes now finds nobody");
    }

    @Test
    void aClosedServerTakesNoRuleAway() {
        Norelay server = Norelay.open();
        server.add(on(Moment.RCPT).then(stall()));
        server.close();
        assertThatIllegalStateException().isThrownBy(() -> server.remove(1)).withMessageContaining("is closed");
    }
}
