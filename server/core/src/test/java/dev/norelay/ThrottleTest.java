package dev.norelay;

import static dev.norelay.scenario.Rules.close;
import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.reply;
import static dev.norelay.scenario.Rules.reset;
import static dev.norelay.scenario.Rules.throttle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.journal.Event;
import dev.norelay.journal.Event.How;
import dev.norelay.journal.SessionRecord;
import dev.norelay.session.Action;
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

/** Octets at a low rate, in each direction, in the clear and inside TLS. */
@Tag("tls")
class ThrottleTest {

    private static SmtpWire connect(Norelay server, boolean tls) throws IOException {
        return tls
                ? SmtpWire.connectTls(
                        server.port("submissions"), server.settings().sslContext())
                : SmtpWire.connect(server.port("smtp"));
    }

    private static SessionRecord session(Norelay server) {
        return server.journal().sessions().get(0);
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of(false, close(), SmtpWire.End.FIN),
                Arguments.of(true, close(), SmtpWire.End.CLOSE_NOTIFY),
                Arguments.of(false, reset(), SmtpWire.End.RESET),
                Arguments.of(true, reset(), SmtpWire.End.RESET));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void theEndComesBehindWhatIsWrittenSlowly(boolean tls, Action ending, SmtpWire.End end) throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.NOOP).then(throttle(tls ? 100 : 50), reply("421 " + "x".repeat(69)), ending));
            try (SmtpWire client = connect(server, tls)) {
                client.expect("220");
                long begin = System.nanoTime();
                client.ask("NOOP", "421 " + "x".repeat(69));
                assertThat(since(begin)).isGreaterThan(Duration.ofSeconds(1));
                assertThat(client.end()).isEqualTo(end);
            }
            assertThat(session(server).events(Event.FaultEnacted.class))
                    .extracting(Event.FaultEnacted::fault)
                    .containsExactly("throttle", ending.equals(close()) ? "close" : "reset");
        }
    }

    @Test
    void greetsSlowlyAndGoesOnSo() throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.CONNECT).then(throttle(40), reply("220 " + "x".repeat(34))));
            long begin = System.nanoTime();
            try (SmtpWire client = connect(server, false)) {
                client.expect("220");
                client.ask("QUIT", "221 2.0.0");
                assertThat(client.end()).isEqualTo(SmtpWire.End.FIN);
                assertThat(since(begin)).isGreaterThan(Duration.ofSeconds(1));
            }
            assertThat(session(server).closed()).contains(How.QUIT);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsSlowlyWhatTheClientHasSent(boolean tls) throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.CONNECT).then(throttle(tls ? 400 : 60, 0)));
            try (SmtpWire client = connect(server, tls)) {
                client.expect("220");
                long begin = System.nanoTime();
                client.ask("NOOP " + "x".repeat(tls ? 393 : 70), "250 2.0.0");
                assertThat(since(begin)).isGreaterThan(Duration.ofMillis(900));
                client.ask("QUIT", "221 2.0.0");
                assertThat(client.end()).isEqualTo(tls ? SmtpWire.End.CLOSE_NOTIFY : SmtpWire.End.FIN);
            }
            assertThat(session(server).closed()).contains(How.QUIT);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsLeftEndsWithTheConnection(boolean tls) throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.NOOP).then(throttle(1), reply("250 slowly"), close()));
            SmtpWire client = connect(server, tls);
            client.expect("220");
            client.raw("NOOP\r\n".repeat(1_000));
            client.close();
            Awaitility.await("the client's end is seen")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> session(server).closed().isPresent());
        }
    }

    @Test
    void theServerGoesDownAtOnceAllTheSame() throws IOException {
        long begin;
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.CONNECT).then(throttle(1, 1)));
            SmtpWire client = connect(server, false);
            client.raw("NOOP\r\n".repeat(1_000));
            assertThat(client.segment()).isNotEmpty();
            begin = System.nanoTime();
        }
        assertThat(since(begin)).isLessThan(Duration.ofSeconds(4));
    }
}
