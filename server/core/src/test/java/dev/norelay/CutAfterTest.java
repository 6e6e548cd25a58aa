package dev.norelay;

import static dev.norelay.scenario.Rules.cutAfter;
import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.reply;
import static dev.norelay.scenario.Rules.stallReading;
import static dev.norelay.scenario.Rules.throttle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.journal.Event;
import dev.norelay.journal.Event.How;
import dev.norelay.journal.SessionRecord;
import dev.norelay.session.Action;
import dev.norelay.smtp.Moment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that end in the middle of octets, or stand still. */
@Tag("tls")
class CutAfterTest {

    private static SmtpWire connect(Norelay server, boolean tls) throws IOException {
        return tls
                ? SmtpWire.connectTls(
                        server.port("submissions"), server.settings().sslContext())
                : SmtpWire.connect(server.port("smtp"));
    }

    private static SessionRecord session(Norelay server) {
        return server.journal().sessions().get(0);
    }

    /** What comes below TLS, to the end. */
    private static byte[] rest(SmtpWire client) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] segment;
        do {
            segment = client.segment();
            all.writeBytes(segment);
        } while (segment.length > 0);
        return all.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void writesSoManyOctetsAndThenTheEnd(boolean slowly) throws IOException {
        Action first = slowly ? throttle(100) : cutAfter(1_000);
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.NOOP).then(first, cutAfter(7), reply("250 one two")));
            try (SmtpWire client = connect(server, false)) {
                client.expect("220");
                client.raw("NOOP\r\nQUIT\r\n");
                assertThat(rest(client)).asString(StandardCharsets.US_ASCII).isEqualTo("250 one");
            }
            assertThat(session(server).closed()).contains(How.SERVER_CUT);
        }
    }

    @Test
    void insideTlsARecordIsCut() throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.NOOP).then(cutAfter(30)));
            try (SmtpWire client = connect(server, true)) {
                client.expect("220");
                client.send("NOOP");
                assertThat(rest(client)).hasSize(30);
            }
            assertThat(session(server).closed()).contains(How.SERVER_CUT);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsSoManyOctetsAndThenTheEnd(boolean tls) throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.EHLO).then(cutAfter(40, 0)));
            try (SmtpWire client = connect(server, tls)) {
                client.expect("220");
                client.ask("EHLO client.test", "250-");
                client.raw("NOOP\r\nNOOP " + "x".repeat(100));
                if (!tls) {
                    client.expect("250 2.0.0");
                }
                assertThat(client.end()).isEqualTo(tls ? SmtpWire.End.TRUNCATED : SmtpWire.End.FIN);
            }
            assertThat(session(server).closed()).contains(How.SERVER_CUT);
            assertThat(session(server).events(Event.FaultEnacted.class))
                    .extracting(Event.FaultEnacted::fault)
                    .containsExactly("cut-after");
        }
    }

    @Test
    void anEndThatNeverComesIsNoEnd() throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.NOOP).then(cutAfter(10_000, 10_000)));
            try (SmtpWire client = connect(server, true)) {
                client.expect("220");
                client.ask("NOOP", "250");
                client.ask("QUIT", "221");
                assertThat(client.end()).isEqualTo(SmtpWire.End.CLOSE_NOTIFY);
            }
            assertThat(session(server).closed()).contains(How.QUIT);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDeafServerDoesNotSeeTheClientGoUntilItGoesDown(boolean tls) throws IOException {
        long begin;
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.NOOP).then(stallReading()));
            SmtpWire client = connect(server, tls);
            client.expect("220");
            client.send("NOOP");
            assertThat(session(server).events(Event.FaultEnacted.class)).hasSize(1); // so it is deaf before more comes
            assertThat(client.isSilent(50)).isTrue();
            client.send("QUIT");
            client.close();
            assertThat(session(server).closed()).isEmpty();
            assertThat(session(server).events(Event.OctetsDropped.class)).isEmpty();
            begin = System.nanoTime();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    }
}
