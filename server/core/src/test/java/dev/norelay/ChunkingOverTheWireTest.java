package dev.norelay;

import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.refuse;
import static dev.norelay.scenario.Rules.reply;
import static dev.norelay.scenario.Rules.sender;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.journal.Event;
import dev.norelay.journal.Message;
import dev.norelay.scenario.yaml.ScenarioReader;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BDAT (RFC 3030), DSN (RFC 3461) and SMTPUTF8 (RFC 6531), octet by octet. */
class ChunkingOverTheWireTest {
    private static final String ENVELOPE = "MAIL FROM:<a@example.test>\r\nRCPT TO:<b@partner.test>\r\n";

    private static SmtpWire greeted(Norelay server) {
        SmtpWire client = SmtpWire.connect(server.port("smtp"));
        client.expect("220");
        client.ask("EHLO client.test", "250-");
        return client;
    }

    private static SmtpWire withEnvelope(Norelay server) {
        SmtpWire client = greeted(server).raw(ENVELOPE);
        client.expect("250 2.1.0");
        client.expect("250 2.1.5");
        return client;
    }

    private static Norelay limited(String policy) {
        return Norelay.start(ScenarioReader.read(
                "limited", "norelay: 1\ntitle: t\nserver: { policy: { relay: anyone, " + policy + " } }\n"));
    }

    @Test
    void chunksAreOneMessageWithItsDotsInTheJournalToo() {
        try (Norelay server = Norelay.open();
                SmtpWire client = withEnvelope(server)) {
            client.raw("BDAT 10\r\nA: b\r\n\r\n.\r").expect("250 2.0.0 Chunk taken");
            client.raw("BDAT 0\r\n").expect("250");
            client.raw("BDAT 7 LAST\r\n\n..c\r\n.").expect("250 2.0.0 OK");
            client.ask("QUIT", "221");
            assertThat(server.messages()).extracting(Message::text).containsExactly("A: b\r\n\r\n.\r\n..c\r\n.");
            assertThat(server.journal().transcript()).contains("""
                    C: BDAT 10
                    C: [chunk of 10 octets]
                    S: 250 2.0.0 Chunk taken
                    C: BDAT 0
                    C: [chunk of 0 octets]
                    S: 250 2.0.0 Chunk taken
                    C: BDAT 7 LAST
                    C: [chunk of 7 octets]
                    C: [message of 17 octets]
                    S: 250 2.0.0 OK
                    C: QUIT
                    """);
            assertThat(server.diagnosis().cause().id()).isEqualTo("none");
        }
    }

    @Test
    void whereTcpSplitsMakesNoDifference() {
        String session =
                ENVELOPE + "BDAT 7\r\nQUIT\r\n\rBDAT 6 LAST\r\n\n.\r\n\r\nBDAT 5 LAST\r\nRSET\r\nNOOP\r\nQUIT\r\n";
        byte[] octets = session.getBytes(StandardCharsets.US_ASCII);
        try (Norelay server = Norelay.open()) {
            for (int split = 1; split < octets.length; split++) {
                try (SmtpWire client = greeted(server)) {
                    client.raw(Arrays.copyOf(octets, split));
                    server.journal().entries(); // a barrier: the first piece has been read
                    client.raw(Arrays.copyOfRange(octets, split, octets.length));
                    client.expect("250 2.1.0");
                    client.expect("250 2.1.5");
                    client.expect("250 2.0.0 Chunk taken");
                    client.expect("250 2.0.0 OK");
                    client.expect("503 5.5.1 Bad sequence of commands: MAIL first");
                    client.expect("500"); // what is left of the chunk that was announced too short
                    client.expect("250 2.0.0 OK");
                    client.expect("221");
                    assertThat(client.end()).isEqualTo(SmtpWire.End.FIN);
                }
            }
            assertThat(server.messages())
                    .hasSize(octets.length - 1)
                    .extracting(Message::text)
                    .containsOnly("QUIT\r\n\r\n.\r\n\r\n");
        }
    }

    @Test
    void chunksThatNobodyWantsAreSwallowedAndNotObeyed() {
        try (Norelay server = Norelay.open();
                SmtpWire client = greeted(server)) {
            client.raw("BDAT 6\r\nQUIT\r\nBDAT 6 LAST\r\nQUIT\r\nNOOP\r\n");
            client.expect("503 5.5.1");
            client.expect("503 5.5.1");
            client.expect("250");
            assertThat(server.journal().transcript()).contains("C: [chunk of 6 octets, not wanted]\nS: 503");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BDAT\r\n",
                "BDAT -1\r\n",
                "BDAT 99999999999999999999\r\n",
                "BDAT 5 FIRST\r\n",
                "BDAT 5\n",
                "BDAT\t5\r\n",
                "BDAT 5\0\r\n"
            })
    void aChunkOfUnknownSizeEndsTheSession(String line) {
        try (Norelay server = Norelay.open();
                SmtpWire client = withEnvelope(server)) {
            client.raw(line + "DATA\r\nsmuggled\r\n.\r\n").expect("501 5.5.4");
            assertThat(client.end()).isEqualTo(SmtpWire.End.FIN);
            assertThat(server.messages()).isEmpty();
            assertThat(server.journal().sessions().get(0).events(Event.CommandReceived.class))
                    .hasSize(4);
        }
    }

    @Test
    void anEndlessLineThatBeginsAsAChunkEndsTheSession() {
        try (Norelay server = Norelay.open();
                SmtpWire client = withEnvelope(server)) {
            client.raw("BDAT " + "0".repeat(3000) + "5\r\n").expect("501 5.5.4");
            assertThat(client.end()).isEqualTo(SmtpWire.End.FIN);
        }
    }

    @Test
    void theSumIsLimitedAndTheRestIsSwallowed() {
        try (Norelay server = limited("max-size: 1KB");
                SmtpWire client = withEnvelope(server)) {
            client.raw("BDAT 600\r\n" + "x".repeat(600)).expect("250");
            client.raw("BDAT 600\r\n" + "QUIT\r\n".repeat(100)).expect("552 5.3.4");
            client.raw("BDAT 6 LAST\r\nQUIT\r\n").expect("503 5.5.1");
            client.ask("RSET", "250");
            client.raw(ENVELOPE).expect("250");
            client.expect("250");
            client.raw("BDAT 3000000 LAST\r\n" + "QUIT\r\n".repeat(500_000)).expect("552 5.3.4");
            client.raw(ENVELOPE + "BDAT 3 LAST\r\nx\r\n").expect("250");
            client.expect("250");
            client.expect("250 2.0.0 OK");
            assertThat(server.messages()).extracting(Message::text).containsExactly("x\r\n");
        }
    }

    @Test
    void noLimitMeansThatAllIsKept() {
        try (Norelay server = limited("max-size: 0");
                SmtpWire client = withEnvelope(server)) {
            client.raw("BDAT 3 LAST\r\nx\r\n").expect("250");
            client.raw(ENVELOPE + "DATA\r\ny\r\n.\r\n").expect("250");
            client.expect("250");
            client.expect("354");
            client.expect("250");
            assertThat(server.messages()).extracting(Message::text).containsExactly("x\r\n", "y\r\n");
        }
    }

    @Test
    void rsetBetweenChunksForgetsThem() {
        try (Norelay server = Norelay.open();
                SmtpWire client = withEnvelope(server)) {
            client.raw("BDAT 3\r\none").expect("250");
            client.raw("RSET\r\n" + ENVELOPE + "BDAT 3 LAST\r\ntwo");
            for (int i = 0; i < 4; i++) {
                client.expect("250");
            }
            assertThat(server.messages()).extracting(Message::text).containsExactly("two");
        }
    }

    @Test
    void aLargeMessageInChunksIsSpooledAndComesBackWhole() throws Exception {
        String token = "X-Token: " + UUID.randomUUID() + "\r\n";
        byte[] line = "x".repeat(998).concat("\r\n").getBytes(StandardCharsets.US_ASCII);
        try (Norelay server = Norelay.open();
                SmtpWire client = withEnvelope(server)) {
            client.raw("BDAT " + token.length() + "\r\n" + token).expect("250");
            for (int chunk = 0; chunk < 40; chunk++) {
                client.raw("BDAT 50000\r\n" + new String(line, StandardCharsets.US_ASCII).repeat(50));
            }
            client.raw("BDAT 0 LAST\r\n");
            for (int chunk = 0; chunk < 40; chunk++) {
                client.expect("250 2.0.0 Chunk taken");
            }
            client.expect("250 2.0.0 OK");
            assertThat(server.messages().get(0).octets())
                    .hasSize(2_000_000 + token.length())
                    .endsWith(line);
            assertThat(SpooledFiles.beginningWith(token)).hasSize(1);
        }
        assertThat(SpooledFiles.beginningWith(token)).isEmpty();
    }

    @Test
    void aFileOfChunksIsGoneWithTheConnection() throws Exception {
        String token = "X-Token: " + UUID.randomUUID() + "\r\n";
        try (Norelay server = Norelay.open()) {
            try (SmtpWire client = withEnvelope(server)) {
                client.raw("BDAT " + (token.length() + 400_000) + "\r\n" + token + "x".repeat(400_000))
                        .expect("250");
            }
            assertThat(server.messages()).isEmpty();
        }
        assertThat(SpooledFiles.beginningWith(token)).isEmpty();
    }

    @Test
    void rulesAtTheEndOfTheDataHoldForChunksToo() {
        try (Norelay server = Norelay.open();
                SmtpWire client = withEnvelope(server)) {
            server.add(on(Moment.END_OF_DATA).times(1).then(refuse(Refusal.CONTENT_REFUSED)));
            client.raw("BDAT 3\r\none").expect("250");
            client.raw("BDAT 3 LAST\r\ntwo").expect("554 5.7.1");
            client.raw(ENVELOPE + "BDAT 3 LAST\r\ntwo").expect("250");
            client.expect("250");
            client.expect("250");
            assertThat(server.messages()).hasSize(1);
        }
    }

    @Test
    void rulesAtDataHoldForEachChunkButTheLast() {
        try (Norelay server = Norelay.open();
                SmtpWire client = withEnvelope(server)) {
            server.add(on(Moment.DATA).times(1).then(reply("451 4.3.0 not now")));
            client.raw("BDAT 4\r\noneXBDAT 3 LAST\r\ntwo").expect("451 4.3.0");
            client.expect("503 5.5.1 Bad sequence of commands: a chunk was refused");
            client.ask("RSET", "250");
            assertThat(server.messages()).isEmpty();
        }
    }

    @Test
    void rulesAtContentHoldForOctetsOfAMessageOnly() {
        try (Norelay server = Norelay.open();
                SmtpWire client = greeted(server)) {
            server.add(on(Moment.CONTENT).then(reply("421 4.3.2 enough")));
            client.raw("BDAT 6\r\nQU");
            server.journal().entries(); // a barrier: the first piece has been read
            client.raw("IT\r\n").expect("503");
            client.raw(ENVELOPE + "BDAT 6\r\nQU").expect("250");
            client.expect("250");
            client.expect("421 4.3.2 enough");
        }
    }

    @Test
    void deliveryStatusParametersAreKept() {
        try (Norelay server = Norelay.open();
                SmtpWire client = greeted(server)) {
            client.ask("MAIL FROM:<a@example.test> RET=HDRS ENVID=Q+2B1", "250");
            client.ask("RCPT TO:<b@partner.test> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;bob@partner.test", "250");
            client.ask("RCPT TO:<c@partner.test>", "250");
            client.raw("BDAT 3 LAST\r\nx\r\n").expect("250");
            Message message = server.messages().get(0);
            assertThat(message.parameters()).containsEntry("RET", "HDRS").containsEntry("ENVID", "Q+2B1");
            assertThat(message.parameters("b@partner.test"))
                    .containsEntry("NOTIFY", "SUCCESS,DELAY")
                    .containsEntry("ORCPT", "rfc822;bob@partner.test");
            assertThat(message.parameters("c@partner.test")).isEmpty();
            assertThat(message.parameters("d@partner.test")).isEmpty();
        }
    }

    @Test
    void rulesSeeUtf8Addresses() {
        try (Norelay server = Norelay.open();
                SmtpWire client = greeted(server)) {
            server.add(on(Moment.MAIL).when(sender("jos*@EXÄMPLE.test")).then(reply("550 5.1.8 {sender}?")));
            client.ask("MAIL FROM:<josé@exämple.test> SMTPUTF8", "550 5.1.8 josé@exämple.test?");
            client.ask("MAIL FROM:<josé@example.test> SMTPUTF8", "250");
            client.ask("RCPT TO:<δοκιμή@παράδειγμα.test>", "250");
            client.raw("BDAT 3 LAST\r\nx\r\n").expect("250");
            assertThat(server.messages().get(0).recipients()).containsExactly("δοκιμή@παράδειγμα.test");
            assertThat(server.journal().transcript()).contains("C: RCPT TO:<δοκιμή@παράδειγμα.test>");
        }
    }
}
