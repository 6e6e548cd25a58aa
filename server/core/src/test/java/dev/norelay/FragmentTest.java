package dev.norelay;

import static dev.norelay.scenario.Rules.close;
import static dev.norelay.scenario.Rules.fragment;
import static dev.norelay.scenario.Rules.fragmentAt;
import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.journal.Event;
import dev.norelay.smtp.Moment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Replies in pieces. How they are read apart depends on the client's keeping up; what they are, does not. */
@Tag("tls")
class FragmentTest {

    private static List<String> segments(SmtpWire client, int octets) throws IOException {
        List<String> segments = new ArrayList<>();
        for (int length = 0; length < octets; ) {
            String segment = new String(client.segment(), StandardCharsets.US_ASCII);
            segments.add(segment);
            length += segment.length();
        }
        return segments;
    }

    @Test
    void repliesComeInPiecesOfThatSizeAndLaterOnesWhole() throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.NOOP).times(1).then(fragment(3), reply("250 " + "x".repeat(84))));
            try (SmtpWire client = SmtpWire.connect(server.port("smtp"))) {
                client.expect("220");
                client.raw("NOOP\r\nNOOP\r\n");
                List<String> segments = segments(client, 90);
                assertThat(String.join("", segments)).startsWith("250 " + "x".repeat(84) + "\r\n");
                assertThat(segments).hasSizeGreaterThan(2);
                assertThat(segments.subList(0, segments.size() - 1))
                        .allSatisfy(segment -> assertThat(segment.length() % 3).isZero());
                client.ask("QUIT", "2");
            }
            assertThat(server.journal().sessions().get(0).events(Event.FaultEnacted.class))
                    .extracting(Event.FaultEnacted::fault)
                    .containsExactly("fragment");
        }
    }

    @Test
    void theCorrectReplyIsSplitAtOffsetsBeforeTheEnd() throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.CONNECT).then(fragmentAt(4, 10), reply("220 mx.test ready"), close()));
            List<String> firsts = new ArrayList<>();
            for (int visit = 0; visit < 20; visit++) {
                try (SmtpWire client = SmtpWire.connect(server.port("smtp"))) {
                    List<String> segments = segments(client, 19);
                    assertThat(String.join("", segments)).isEqualTo("220 mx.test ready\r\n");
                    firsts.add(segments.get(0));
                    assertThat(client.end()).isEqualTo(SmtpWire.End.FIN);
                }
            }
            assertThat(firsts)
                    .as("a client that is kept from reading may get it whole")
                    .contains("220 ");
            assertThat(firsts).isSubsetOf("220 ", "220 mx.tes", "220 mx.test ready\r\n");
        }
    }

    @Test
    void insideTlsEachPieceIsARecord() throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.NOOP).then(fragmentAt(4)));
            int port = server.port("submissions");
            try (SmtpWire client = SmtpWire.connectTls(port, server.settings().sslContext())) {
                client.expect("220");
                client.send("NOOP");
                byte[] first = client.segment();
                assertThat(first[0]).as("application data").isEqualTo((byte) 23);
                int length = (first[3] & 0xff) << 8 | (first[4] & 0xff);
                assertThat(length).as("four octets, type, tag, padding").isLessThan(4 + 1 + 16 + 17);
            }
        }
    }

    @Test
    void theReplyToStartTlsIsInTheClearToItsLastPiece() throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.STARTTLS).then(fragment(1)));
            try (SmtpWire client = SmtpWire.connect(server.port("submission"))) {
                client.expect("220");
                client.ask("EHLO client.test", "250-");
                client.raw("STARTTLS\r\nRSET\r\n"); // in one write: later, it would be taken for TLS
                client.expect("220 2.0.0");
                client.startTls(server.settings().sslContext());
                client.ask("EHLO client.test", "250-");
            }
            assertThat(server.journal().sessions().get(0).events(Event.OctetsDropped.class))
                    .as("what was injected")
                    .hasSize(1);
        }
    }
}
