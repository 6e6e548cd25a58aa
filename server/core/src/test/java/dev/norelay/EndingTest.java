package dev.norelay;

import static dev.norelay.scenario.Rules.accept;
import static dev.norelay.scenario.Rules.close;
import static dev.norelay.scenario.Rules.cut;
import static dev.norelay.scenario.Rules.halfClose;
import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.pause;
import static dev.norelay.scenario.Rules.reply;
import static dev.norelay.scenario.Rules.reset;
import static dev.norelay.scenario.Rules.stall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.journal.Event;
import dev.norelay.journal.Event.How;
import dev.norelay.journal.SessionRecord;
import dev.norelay.session.Action;
import dev.norelay.session.ServerLimits;
import dev.norelay.smtp.Moment;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How connections end on purpose, as the client sees it, in the clear and inside TLS. */
@Tag("tls")
class EndingTest {

    static Stream<Arguments> endings() {
        return Stream.of(
                Arguments.of(close(), SmtpWire.End.FIN, SmtpWire.End.CLOSE_NOTIFY, How.SERVER_CLOSED),
                Arguments.of(cut(), SmtpWire.End.FIN, SmtpWire.End.TRUNCATED, How.SERVER_CUT),
                Arguments.of(reset(), SmtpWire.End.RESET, SmtpWire.End.RESET, How.SERVER_RESET),
                Arguments.of(halfClose(), SmtpWire.End.FIN, SmtpWire.End.CLOSE_NOTIFY, How.SERVER_HALF_CLOSED));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void endsAsAskedFor(Action ending, SmtpWire.End plain, SmtpWire.End inTls, How how) throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.RCPT).then(ending));
            for (boolean tls : new boolean[] {false, true}) {
                try (SmtpWire client = inTransaction(server, tls)) {
                    client.send("RCPT TO:<bob@partner.test>");
                    assertThat(client.end()).isEqualTo(tls ? inTls : plain);
                }
                SessionRecord session = last(server);
                assertThat(session.closed()).contains(how);
                assertThat(session.events(Event.FaultEnacted.class))
                        .singleElement()
                        .satisfies(fault -> assertThat(fault.moment()).isEqualTo(Moment.RCPT));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("endings")
    void aReplyBeforeTheEndArrives(Action ending, SmtpWire.End plain, SmtpWire.End inTls, How how) throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.RCPT).then(reply("421 4.3.2 going"), ending));
            for (boolean tls : new boolean[] {false, true}) {
                try (SmtpWire client = inTransaction(server, tls)) {
                    client.raw("RCPT TO:<bob@partner.test>\r\nDATA\r\n").expect("421 4.3.2 going");
                    assertThat(client.end()).isEqualTo(tls ? inTls : plain);
                }
                assertThat(last(server).closed()).contains(how);
                assertThat(last(server).events(Event.OctetsDropped.class))
                        .as("what was pipelined behind the end")
                        .hasSize(1);
            }
        }
    }

    private static SmtpWire inTransaction(Norelay server, boolean tls) throws IOException {
        SmtpWire client = tls
                ? SmtpWire.connectTls(
                        server.port("submissions"), server.settings().sslContext())
                : SmtpWire.connect(server.port("smtp"));
        client.expect("220");
        client.ask("EHLO client.test", "250-");
        client.ask("MAIL FROM:<a@example.test>", "250");
        return client;
    }

    private static SessionRecord last(Norelay server) {
        var sessions = server.journal().sessions();
        return sessions.get(sessions.size() - 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void behindAHalfCloseTheClientMayGoOnWriting(boolean tls) throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.RCPT).then(halfClose()));
            try (SmtpWire client = inTransaction(server, tls)) {
                client.send("RCPT TO:<bob@partner.test>");
                client.end();
                client.send("DATA");
                assertThat(last(server).events(Event.OctetsDropped.class))
                        .singleElement()
                        .satisfies(dropped -> assertThat(dropped.first()).hasToString("DATA\\r\\n"));
                client.send("QUIT");
                assertThat(last(server).closed()).isEmpty();
            }
            assertThat(last(server).closed()).contains(How.SERVER_HALF_CLOSED);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStalledServerIsSilentAndSeesTheClientGo(boolean tls) throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.RCPT).then(stall()));
            try (SmtpWire client = inTransaction(server, tls)) {
                client.send("RCPT TO:<bob@partner.test>");
                client.send("QUIT");
                assertThat(client.isSilent(50)).isTrue();
                assertThat(last(server).closed()).isEmpty();
            }
            assertThat(last(server).closed()).contains(How.CLIENT_CLOSED);
            assertThat(last(server).events(Event.OctetsDropped.class)).isNotEmpty();
        }
    }

    @Test
    void aStalledServerSeesTheClientGoWhateverWasPipelined() throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.RCPT).then(stall()));
            SmtpWire client = inTransaction(server, false);
            client.raw("RCPT TO:<bob@partner.test>\r\n" + "NOOP\r\n".repeat(50_000));
            client.close();
            assertThat(last(server).closed()).contains(How.CLIENT_CLOSED);
        }
    }

    @Test
    void aLostReplyKeepsTheMessage() throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.END_OF_DATA).times(1).then(accept(), close()));
            try (SmtpWire client = inTransaction(server, false)) {
                client.ask("RCPT TO:<bob@partner.test>", "250");
                client.ask("DATA", "354");
                client.send("x\r\n.");
                assertThat(client.end()).isEqualTo(SmtpWire.End.FIN);
            }
            assertThat(server.messages()).hasSize(1);
            assertThat(last(server).closed()).contains(How.SERVER_CLOSED);
        }
    }

    @Test
    void aPauseDelaysTheReplyAndTheCommandsBehindIt() throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.RCPT).then(pause(Duration.ofSeconds(1)), reply("450 4.7.1 slowly")));
            try (SmtpWire client = inTransaction(server, false)) {
                long begin = System.nanoTime();
                client.raw("RCPT TO:<bob@partner.test>\r\nRSET\r\n");
                assertThat(client.isSilent(50)).isTrue();
                client.expect("450 4.7.1 slowly");
                client.expect("250 2.0.0");
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(990));
            }
        }
    }

    @Test
    void aPauseEndsWithTheConnection() throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.RCPT).then(pause(Duration.ofHours(1)), reply("450 4.7.1 never")));
            SmtpWire client = inTransaction(server, false);
            client.send("RCPT TO:<bob@partner.test>");
            assertThat(last(server).closed()).isEmpty();
            client.close();
            SessionRecord session = last(server);
            assertThat(session.closed()).contains(How.CLIENT_CLOSED);
            assertThat(session.events(Event.ReplySent.class))
                    .noneSatisfy(sent -> assertThat(sent.reply().code()).isEqualTo(450));
        }
    }

    @Test
    void anIdleClientIsToldSoAndClosed() throws IOException {
        for (boolean tls : new boolean[] {false, true}) {
            try (Norelay server = Norelay.builder()
                            .idleTimeout(Duration.ofMillis(tls ? 1_500 : 500))
                            .start();
                    SmtpWire client = inTransaction(server, tls)) {
                client.expect("421 4.4.2");
                assertThat(client.end()).isEqualTo(tls ? SmtpWire.End.CLOSE_NOTIFY : SmtpWire.End.FIN);
                assertThat(last(server).closed()).contains(How.IDLE);
            }
        }
    }

    @Test
    void aClientThatWaitsForUsIsNotIdle() throws IOException {
        try (Norelay server =
                Norelay.builder().idleTimeout(Duration.ofMillis(500)).start()) {
            server.add(on(Moment.RCPT).then(pause(Duration.ofMillis(1_200)), reply("450 4.7.1 slowly")));
            try (SmtpWire client = inTransaction(server, false)) {
                client.ask("RCPT TO:<bob@partner.test>", "450");
                client.expect("421 4.4.2");
            }
        }
    }

    @Test
    void aHandshakeThatTakesTooLongFails() throws IOException {
        try (Norelay server = Norelay.builder()
                        .limits(ServerLimits.DEFAULT.withHandshake(Duration.ofMillis(500)))
                        .start();
                SmtpWire client = SmtpWire.connect(server.port("submission"))) {
            client.expect("220");
            client.ask("EHLO x", "250-");
            client.ask("STARTTLS", "220");
            Awaitility.await("the handshake times out")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> last(server).closed().isPresent());
            assertThat(last(server).closed()).contains(How.TLS_FAILED);
            assertThat(last(server).transcript())
                    .contains("-- limit handshake: it was not done within")
                    .contains("-- TLS failed: the client did not come to the end of the handshake in time");
        }
    }

    @Test
    void anIdleRuleDecidesOncePerSilence() throws IOException {
        try (Norelay server =
                Norelay.builder().idleTimeout(Duration.ofMillis(500)).start()) {
            server.add(on(Moment.IDLE).times(1).then(reply("250 2.0.0 take your time")));
            try (SmtpWire client = inTransaction(server, false)) {
                client.expect("250 2.0.0 take your time");
                assertThat(client.isSilent(1_200)).isTrue();
                client.ask("NOOP", "250 2.0.0");
                client.expect("421 4.4.2");
            }
        }
    }
}
