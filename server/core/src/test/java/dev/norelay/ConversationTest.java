package dev.norelay;

import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.journal.Event;
import dev.norelay.journal.Message;
import dev.norelay.scenario.yaml.ScenarioReader;
import dev.norelay.smtp.Moment;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole conversations of a good client, octet by octet. */
@Tag("tls")
class ConversationTest {
    private static final String LOGIN =
            Base64.getEncoder().encodeToString("\0alice@example.test\0correct-horse".getBytes(StandardCharsets.UTF_8));

    private static final List<String> SESSION = List.of(
            "EHLO client.test",
            "MAIL FROM:<a@example.test>",
            "RCPT TO:<b@partner.test>",
            "RCPT TO:<c@partner.test>",
            "DATA",
            "Subject: x\r\n\r\n..one dot\r\n.",
            "NOOP",
            "QUIT");

    private static final List<String> REPLIES =
            List.of("220", "250-", "250 2.1.0", "250 2.1.5", "250 2.1.5", "354", "250 2.0.0", "250 2.0.0", "221");

    private static String deliver(SmtpWire client, String content) {
        client.ask("MAIL FROM:<alice@example.test>", "250 2.1.0");
        client.ask("RCPT TO:<bob@partner.test>", "250 2.1.5");
        client.ask("DATA", "354");
        client.raw(content);
        return client.ask(".", "");
    }

    @Test
    void plaintextDeliveryIsKeptAndJournalled() {
        try (Norelay server = Norelay.open();
                SmtpWire client = SmtpWire.connect(server.port("smtp"))) {
            client.expect("220 mail.example.test ESMTP");
            assertThat(client.ask("EHLO client.test", "250-"))
                    .contains("250-PIPELINING")
                    .doesNotContain("STARTTLS");
            assertThat(deliver(client, "Subject: hello\r\n\r\nworld\r\n")).startsWith("250 2.0.0");
            client.ask("QUIT", "221 2.0.0");
            assertThat(client.end()).isEqualTo(SmtpWire.End.FIN);

            Message message = server.messages().get(0);
            assertThat(message.text()).isEqualTo("Subject: hello\r\n\r\nworld\r\n");
            assertThat(message.from()).isEqualTo("alice@example.test");
            assertThat(message.recipients()).containsExactly("bob@partner.test");
            assertThat(server.journal().sessions().get(0).closed()).contains(Event.How.QUIT);
            assertThat(server.journal().transcript())
                    .contains("C: EHLO client.test", "S: 354 ", "C: [message of 25 octets]", "-- closed: quit");
        }
    }

    @Test
    void startTlsAndLoginOnSubmission() throws Exception {
        try (Norelay server = Norelay.start("relay-denied");
                SmtpWire client = SmtpWire.connect(server.port("submission"))) {
            client.expect("220");
            assertThat(client.ask("EHLO client.test", "250-"))
                    .contains("250 STARTTLS")
                    .doesNotContain("AUTH");
            client.ask("AUTH PLAIN " + LOGIN, "530 5.7.0");
            client.ask("STARTTLS", "220 2.0.0");
            client.startTls(server.settings().sslContext());
            client.ask("MAIL FROM:<alice@example.test>", "503"); // RFC 3207 §4.2: who it is has been forgotten
            assertThat(client.ask("EHLO client.test", "250-"))
                    .contains("AUTH PLAIN LOGIN")
                    .doesNotContain("STARTTLS");
            client.ask("STARTTLS", "503");
            client.ask("AUTH PLAIN " + LOGIN, "235 2.7.0");
            assertThat(deliver(client, "x\r\n")).startsWith("250");
            client.ask("QUIT", "221");
            assertThat(client.end()).isEqualTo(SmtpWire.End.CLOSE_NOTIFY);

            assertThat(server.messages())
                    .singleElement()
                    .satisfies(message -> assertThat(message.user()).contains("alice@example.test"));
            assertThat(server.journal().transcript()).doesNotContain(LOGIN).contains("-- TLSv1.3");
        }
    }

    @Test
    void implicitTlsWithLoginStepByStep() throws Exception {
        try (Norelay server = Norelay.start("relay-denied");
                SmtpWire client = SmtpWire.connectTls(
                        server.port("submissions"), server.settings().sslContext())) {
            client.expect("220");
            client.ask("EHLO client.test", "250-");
            client.ask("AUTH LOGIN", "334 VXNlcm5hbWU6");
            client.ask(base64("alice@example.test"), "334 UGFzc3dvcmQ6");
            client.ask(base64("correct-horse"), "235");
            assertThat(deliver(client, "x\r\n")).startsWith("250");
            client.ask("QUIT", "221");
            assertThat(client.end()).isEqualTo(SmtpWire.End.CLOSE_NOTIFY);
            assertThat(server.messages()).hasSize(1);
            assertThat(server.journal().transcript())
                    .doesNotContain(base64("correct-horse"))
                    .contains("********");
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void pipelinedCommandsAreAnsweredOnceEachAndInOrder() {
        try (Norelay server = Norelay.open()) {
            byte[] all = String.join("\r\n", SESSION).concat("\r\n").getBytes(StandardCharsets.US_ASCII);
            converse(server, all, all.length);
            converse(server, all, 1);
        }
    }

    @Test
    void wherePipelinedOctetsAreCutMakesNoDifference() {
        try (Norelay server = Norelay.open()) {
            byte[] all = String.join("\r\n", SESSION).concat("\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int at = 1; at < all.length; at++) {
                converse(server, all, at);
            }
        }
    }

    @Test
    void pipelinedCommandsWaitForAScript() {
        try (Norelay server = Norelay.builder().script(occasion -> List.of()).start()) {
            byte[] all = String.join("\r\n", SESSION).concat("\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int at = 1; at < all.length; at += 7) {
                converse(server, all, at);
            }
        }
    }

    /** Sends the session in two pieces, or octet by octet where the first one is of one octet only. */
    private static void converse(Norelay server, byte[] all, int first) {
        server.reset();
        try (SmtpWire client = SmtpWire.connect(server.port("smtp"))) {
            int step = first == 1 ? 1 : all.length;
            client.raw(java.util.Arrays.copyOf(all, first));
            for (int at = first; at < all.length; at += step) {
                client.raw(java.util.Arrays.copyOfRange(all, at, Math.min(all.length, at + step)));
            }
            REPLIES.forEach(client::expect);
            assertThat(client.end()).isEqualTo(SmtpWire.End.FIN);
            assertThat(server.messages())
                    .singleElement()
                    .satisfies(message -> assertThat(message.text()).isEqualTo("Subject: x\r\n\r\n.one dot\r\n"));
            assertThat(server.journal().sessions().get(0).events(Event.ReplySent.class))
                    .hasSize(REPLIES.size());
        }
    }

    @Test
    void contentOctetsAreKept() {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.writeBytes("..\r\n...a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        for (int octet = 0; octet < 256; octet++) {
            if (octet != '\r' && octet != '\n') {
                sent.write(octet);
            }
        }
        sent.writeBytes("\r\n \r\n".getBytes(StandardCharsets.US_ASCII));
        try (Norelay server = Norelay.open();
                SmtpWire client = greeted(server)) {
            client.ask("MAIL FROM:<>", "250");
            client.ask("RCPT TO:<b@partner.test>", "250");
            client.ask("DATA", "354");
            client.raw(sent.toByteArray());
            client.ask(".", "250");
            byte[] kept = server.messages().get(0).octets();
            byte[] expected = sent.toByteArray();
            assertThat(kept).hasSize(expected.length - 2).startsWith('.', '\r', '\n', '.', '.', 'a');
            assertThat(java.util.Arrays.copyOfRange(kept, 4, kept.length))
                    .isEqualTo(java.util.Arrays.copyOfRange(expected, 6, expected.length));
        }
    }

    @Test
    void anEmptyMessageIsAMessage() {
        try (Norelay server = Norelay.open();
                SmtpWire client = greeted(server)) {
            assertThat(deliver(client, "")).startsWith("250");
            assertThat(server.messages())
                    .singleElement()
                    .satisfies(message -> assertThat(message.octets()).isEmpty());
        }
    }

    @Test
    void bareNewlinesAreRefusedOrKeptAsThePolicySays() {
        String smuggled = "a\nb\n.\nMAIL FROM:<x@y.test>\r\n";
        try (Norelay strict = Norelay.open();
                SmtpWire client = greeted(strict)) {
            assertThat(deliver(client, smuggled)).startsWith("550 5.6.0");
            assertThat(deliver(client, "good\r\n")).startsWith("250");
            assertThat(strict.messages()).hasSize(1);
        }
        try (Norelay lax = Norelay.start(ScenarioReader.read(
                        "lax", "norelay: 1\ntitle: t\nserver: { policy: { relay: anyone, bare-newline: accept } }\n"));
                SmtpWire client = greeted(lax)) {
            client.raw("NOOP\n").expect("250");
            assertThat(deliver(client, smuggled)).startsWith("250");
            assertThat(lax.messages().get(0).text()).isEqualTo(smuggled);
        }
    }

    @Test
    void aLargeMessageLiesInAPrivateFileUntilTheServerIsClosed() throws Exception {
        String token = "X-Token: " + UUID.randomUUID() + "\r\n";
        byte[] line = "x".repeat(998).concat("\r\n").getBytes(StandardCharsets.US_ASCII);
        try (Norelay server = Norelay.open();
                SmtpWire client = greeted(server)) {
            assertThat(deliver(client, token + new String(line, StandardCharsets.US_ASCII).repeat(300)))
                    .startsWith("250");
            Message message = server.messages().get(0);
            assertThat(message.size()).isEqualTo(300_000 + token.length());
            assertThat(message.octets()).hasSize(300_000 + token.length()).endsWith(line);
            assertThat(SpooledFiles.beginningWith(token))
                    .singleElement()
                    .satisfies(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
            assertThat(deliver(client, "x\r\n")).startsWith("250");
        }
        assertThat(SpooledFiles.beginningWith(token)).isEmpty();
    }

    @Test
    void fiveMegabytesOverTls() throws Exception {
        byte[] octets = new byte[5_000_000];
        new Random(1).nextBytes(octets);
        String content = Base64.getMimeEncoder().encodeToString(octets) + "\r\n";
        try (Norelay server = Norelay.open();
                SmtpWire client = SmtpWire.connectTls(
                        server.port("submissions"), server.settings().sslContext())) {
            client.expect("220");
            client.ask("EHLO client.test", "250-");
            assertThat(deliver(client, content)).startsWith("250");
            client.ask("QUIT", "221");
            assertThat(server.messages().get(0).octets()).isEqualTo(content.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void tooLargeIsRefusedAndTheConnectionIsOfUse() {
        try (Norelay server = Norelay.start(ScenarioReader.read(
                        "small", "norelay: 1\ntitle: t\nserver: { policy: { relay: anyone, max-size: 1KB } }\n"));
                SmtpWire client = greeted(server)) {
            client.ask("MAIL FROM:<a@example.test> SIZE=1001", "552 5.3.4");
            assertThat(deliver(client, ("x".repeat(70) + "\r\n").repeat(10_000)))
                    .startsWith("552 5.3.4");
            assertThat(deliver(client, "x\r\n")).startsWith("250");
            assertThat(server.messages()).hasSize(1);
        }
    }

    @Test
    void severalMessagesInOneSessionAndRset() {
        try (Norelay server = Norelay.open();
                SmtpWire client = greeted(server)) {
            assertThat(deliver(client, "one\r\n")).startsWith("250");
            client.ask("MAIL FROM:<nobody@example.test>", "250");
            client.ask("RSET", "250");
            client.ask("DATA", "503");
            assertThat(deliver(client, "two\r\n")).startsWith("250");
            assertThat(server.messages()).extracting(Message::text).containsExactly("one\r\n", "two\r\n");
        }
    }

    @Test
    void aRuleChangesOneReplyAndStaysUntilReset() {
        try (Norelay server = Norelay.open();
                SmtpWire client = greeted(server)) {
            server.add(on(Moment.RCPT).times(1).then(reply("550-5.1.1 no", "550 5.1.1 such user")));
            client.ask("MAIL FROM:<a@example.test>", "250");
            assertThat(client.ask("RCPT TO:<b@partner.test>", "550")).isEqualTo("550-5.1.1 no\r\n550 5.1.1 such user");
            client.ask("RCPT TO:<b@partner.test>", "250");
        }
    }

    private static SmtpWire greeted(Norelay server) {
        SmtpWire client = SmtpWire.connect(server.port("smtp"));
        client.expect("220");
        client.ask("EHLO client.test", "250-");
        return client;
    }
}
