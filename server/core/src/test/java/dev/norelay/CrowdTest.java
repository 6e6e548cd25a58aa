package dev.norelay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.journal.Event;
import dev.norelay.journal.SessionRecord;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.yaml.ScenarioReader;
import dev.norelay.session.ServerLimits;
import dev.norelay.smtp.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More connections than a server takes. */
@Tag("tls")
class CrowdTest {

    private static SmtpWire greeted(Norelay server) {
        SmtpWire client = SmtpWire.connect(server.port("smtp"));
        client.expect("220");
        return client;
    }

    @Test
    void oneConnectionTooManyHearsWhyAndTheNextOneIsServed() {
        try (Norelay server = Norelay.builder()
                        .limits(ServerLimits.DEFAULT.withConnections(2))
                        .start();
                SmtpWire first = greeted(server);
                SmtpWire second = greeted(server)) {
            try (SmtpWire third = SmtpWire.connect(server.port("smtp"))) {
                third.expect("421 4.7.0 mail.example.test Too many connections");
                assertThat(third.end()).isEqualTo(SmtpWire.End.FIN);
            }
            SessionRecord turnedAway = server.journal().sessions().get(2);
            assertThat(turnedAway.refusals()).containsExactly(Refusal.TOO_MANY_CONNECTIONS);
            assertThat(turnedAway.transcript())
                    .contains("-- limit connections: 2 are open, and the server takes no more at a time\nS: 421 4.7.0");
            assertThat(turnedAway.closed()).contains(Event.How.SERVER_CLOSED);
            assertThat(server.diagnosis().cause()).isEqualTo(Cause.SERVER_BUSY);
            second.ask("QUIT", "221");
            assertThat(server.journal().sessions().get(1).closed()).contains(Event.How.QUIT);
            try (SmtpWire fourth = greeted(server)) {
                fourth.ask("NOOP", "250");
                first.ask("NOOP", "250");
            }
        }
    }

    @Test
    void onATlsPortItIsClosed() {
        try (Norelay server = Norelay.builder()
                        .limits(ServerLimits.DEFAULT.withConnections(1))
                        .start();
                SmtpWire first = greeted(server);
                SmtpWire second = SmtpWire.connect(server.port("submissions"))) {
            assertThat(second.end()).isEqualTo(SmtpWire.End.FIN);
            assertThat(server.journal().sessions().get(1).events(Event.LimitReached.class))
                    .hasSize(1);
            first.ask("NOOP", "250");
        }
    }

    @Test
    void whereNoMailServerAnswersTheLimitHoldsToo() {
        try (Norelay server = Norelay.builder()
                        .scenario(ScenarioReader.read("silent.yaml", """
                                norelay: 1
                                title: a silent port
                                server:
                                  policy: open
                                  listeners:
                                    old: { fault: silent }
                                """))
                        .limits(ServerLimits.DEFAULT.withConnections(1))
                        .start();
                SmtpWire first = SmtpWire.connect(server.port("old"))) {
            assertThat(server.journal().sessions()).hasSize(1);
            try (SmtpWire second = SmtpWire.connect(server.port("old"))) {
                assertThat(second.end()).isEqualTo(SmtpWire.End.FIN);
            }
            first.send("hello");
        }
    }

    @Test
    void aThousandHandshakesThatNeverEndAreGivenUpAndOthersAreServedMeanwhile() {
        int many = 1_000;
        List<SmtpWire> halfOpen = new ArrayList<>();
        try (Norelay server = Norelay.builder()
                .limits(ServerLimits.DEFAULT.withHandshake(Duration.ofSeconds(3)))
                .start()) {
            for (int i = 0; i < many; i++) {
                halfOpen.add(SmtpWire.connect(server.port("submissions")).raw((byte) 22, (byte) 3, (byte) 1));
            }
            try (SmtpWire client = greeted(server)) {
                client.ask("NOOP", "250");
            }
            Awaitility.await("all handshakes are given up")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> server.journal().sessions().stream()
                                    .filter(session -> session.closed().equals(Optional.of(Event.How.TLS_FAILED)))
                                    .filter(session -> session.events(Event.LimitReached.class)
                                            .anyMatch(reached -> reached.limit().equals("handshake")))
                                    .count()
                            == many);
        } finally {
            halfOpen.forEach(SmtpWire::close);
        }
    }
}
