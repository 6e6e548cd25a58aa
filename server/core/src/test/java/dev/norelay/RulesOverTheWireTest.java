package dev.norelay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.journal.Event;
import dev.norelay.journal.Event.How;
import dev.norelay.journal.SessionRecord;
import dev.norelay.scenario.Rules;
import dev.norelay.scenario.yaml.ScenarioReader;
import dev.norelay.smtp.Moment;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules out of files, as a client meets them. */
class RulesOverTheWireTest {

    private static Norelay playing(String rules) {
        String text = "norelay: 1\ntitle: Rules\nserver: { policy: open }\nrules:\n" + rules.indent(2);
        return Norelay.start(ScenarioReader.read("rules.yaml", text));
    }

    private static SmtpWire greeted(Norelay server) {
        SmtpWire client = SmtpWire.connect(server.port("smtp"));
        client.expect("220");
        return client;
    }

    private static SmtpWire inTransaction(Norelay server) {
        SmtpWire client = greeted(server);
        client.ask("EHLO client.test", "250");
        client.ask("MAIL FROM:<alice@example.test>", "250");
        return client;
    }

    private static SessionRecord last(Norelay server) {
        List<SessionRecord> all = server.journal().sessions();
        return all.get(all.size() - 1);
    }

    @Test
    void greylistsEachTripletOnceAndThenAccepts() {
        try (Norelay server = playing("""
                - name: greylisted
                  on: rcpt
                  when: { recipient: "*@partner.test" }
                  times: 1
                  per: triplet
                  then: { refuse: greylisted }
                """)) {
            try (SmtpWire client = inTransaction(server)) {
                client.ask("RCPT TO:<bob@partner.test>", "450 4.7.1 <bob@partner.test>");
                client.ask("RCPT TO:<bob@partner.test>", "250");
                client.ask("RCPT TO:<ann@partner.test>", "450 4.7.1 <ann@partner.test>");
                client.ask("RCPT TO:<ann@elsewhere.test>", "250");
            }
            assertThat(server.nearMisses()).isEmpty();
        }
    }

    @Test
    void tellsOfARuleThatNeverFiredHowNearItCame() {
        try (Norelay server =
                playing("- { name: theirs, on: rcpt, when: { recipient: \"*@partner.test\" }, then: close }")) {
            try (SmtpWire client = inTransaction(server)) {
                client.ask("RCPT TO:<ann@example.com>", "250");
            }
            assertThat(server.nearMisses())
                    .containsExactly(
                            "rule theirs (line 5) never fired; nearest: RCPT TO:<ann@example.com>: recipient is"
                                    + " ann@example.com, not *@partner.test");
        }
    }

    @Test
    void losesTheReplyAndKeepsTheMessage() {
        try (Norelay server = playing("- { on: end-of-data, times: 1, then: [accept, close] }")) {
            try (SmtpWire client = inTransaction(server)) {
                client.ask("RCPT TO:<bob@partner.test>", "250");
                client.ask("DATA", "354");
                client.raw("Subject: x\r\n\r\nx\r\n.\r\n");
                assertThat(client.end()).isEqualTo(SmtpWire.End.FIN);
            }
            assertThat(server.messages()).hasSize(1);
            assertThat(server.diagnosis().cause().id()).isEqualTo("reply-lost");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "250 OK\\n, QUIT, none, and said so", // SMTP does not know it, and the client did
        "250 OK\\n, '', reply-lost, in a way that SMTP does not know",
        "OK\\r\\n, QUIT, reply-lost, what it said is no reply",
        "451\\r\\n, QUIT, reply-lost, told the client 451"
    })
    void tellsWhatAClientCanMakeOfTheOctetsBehindItsMessage(String octets, String last, String cause, String why) {
        try (Norelay server = playing("- { on: end-of-data, then: [accept, send: \"" + octets + "\"] }")) {
            try (SmtpWire client = inTransaction(server)) {
                client.ask("RCPT TO:<bob@partner.test>", "250");
                client.ask("DATA", "354");
                client.raw("Subject: x\r\n\r\nx\r\n.\r\n");
                client.take(octets.replace("\\r", "r").replace("\\n", "n").length());
                if (!last.isEmpty()) {
                    client.ask(last, "221");
                }
            }
            assertThat(server.messages()).hasSize(1);
            assertThat(server.diagnosis().cause().id()).isEqualTo(cause);
            assertThat(server.diagnosis().explanation()).contains(why);
        }
    }

    @Test
    void aRecipientTakenInOctetsThatEndTheClientIsAnOddReply() {
        try (Norelay server = playing("- { on: rcpt, then: [accept, send: \"250 OK\\n\"] }")) {
            try (SmtpWire client = inTransaction(server)) {
                client.raw("RCPT TO:<bob@partner.test>\r\n").take("250 OK\n".length());
            }
            assertThat(server.diagnosis().cause().id()).isEqualTo("odd-reply");
        }
    }

    @Test
    void looksAtHeaderBodyAndAttempt() {
        try (Norelay server = playing("""
                - { on: end-of-data, when: { header: "Subject: *secret*" }, then: { reply: "554 5.7.1 secret of {sender}" } }
                - { on: end-of-data, when: { body: /b.mb/ }, then: { refuse: content-refused } }
                - { on: end-of-data, when: { attempt: 2 }, then: { reply: "451 4.3.0 again" } }
                """)) {
            try (SmtpWire client = greeted(server)) {
                client.ask("EHLO client.test", "250");
                deliver(client, "Subject: a\r\n  secret\r\n\r\nx", "554 5.7.1 secret of alice@example.test");
                deliver(client, "Subject: a\r\n\r\na bomb", "554 5.7.1 Message content refused");
                deliver(client, "Message-ID: <1@x>\r\n\r\nx", "250");
                deliver(client, "Message-ID: <1@x>\r\n\r\nx", "451 4.3.0 again");
                deliver(client, "Message-ID: <1@x>\r\n\r\nx", "250");
            }
        }
    }

    private static void deliver(SmtpWire client, String message, String reply) {
        client.ask("MAIL FROM:<alice@example.test>", "250");
        client.ask("RCPT TO:<bob@partner.test>", "250");
        client.ask("DATA", "354");
        client.raw(message + "\r\n.\r\n").expect(reply);
    }

    @Test
    void cutsAMessageThatGrowsTooLarge() {
        try (Norelay server = playing("- { on: content, when: { size: \">100KB\" }, then: cut }")) {
            try (SmtpWire client = inTransaction(server)) {
                client.ask("RCPT TO:<bob@partner.test>", "250");
                client.ask("DATA", "354");
                client.raw("x".repeat(50_000) + "\r\n");
                client.raw("x".repeat(60_000) + "\r\n");
                assertThat(client.end()).isEqualTo(SmtpWire.End.FIN);
            }
            assertThat(last(server).closed()).contains(How.SERVER_CUT);
            assertThat(server.messages()).isEmpty();
        }
    }

    @Test
    void swapsTwoRepliesUnderPipelining() {
        try (Norelay server = playing("- { on: mail, then: hold }");
                SmtpWire client = greeted(server)) {
            client.ask("EHLO client.test", "250");
            client.raw("MAIL FROM:<>\r\nRCPT TO:<bob@partner.test>\r\n");
            client.expect("250 2.1.5");
            client.expect("250 2.1.0");
        }
    }

    @Test
    void knowsWhatWasPipelined() {
        try (Norelay server =
                        playing("- { on: rcpt, when: { pipelined: true }, then: { reply: \"550 5.5.0 too early\" } }");
                SmtpWire client = greeted(server)) {
            client.ask("EHLO client.test", "250");
            client.raw("MAIL FROM:<>\r\nRCPT TO:<bob@partner.test>\r\n").expect("250");
            client.expect("550 5.5.0 too early");
            client.ask("RCPT TO:<bob@partner.test>", "250");
        }
    }

    @Test
    void sendsOctetsAsTheyAreWritten() {
        try (Norelay server = playing("- { on: noop, then: { send: '250 \\xc7\\xeb\\r\\n' } }");
                SmtpWire client = greeted(server)) {
            client.ask("NOOP", "250 ");
            client.ask("RSET", "250");
        }
    }

    @Test
    void changesTheKeywordsOfEhlo() {
        try (Norelay server = playing("- { on: ehlo, then: [ hide: [starttls, SIZE], offer: [SIZE 1, XFOO] ] }");
                SmtpWire client = greeted(server)) {
            assertThat(client.ask("EHLO client.test", "250"))
                    .doesNotContain("STARTTLS", "10000000")
                    .contains("PIPELINING", "SIZE 1", "XFOO");
        }
    }

    @Test
    void answersASilenceThatLastsLongEnoughOnce() {
        try (Norelay server = playing("""
                        - { on: idle, when: { for: ">50ms" }, times: 1, then: { reply: "421 4.4.2 too slow" } }
                        - { on: idle, when: { for: ">100ms" }, then: [ reply: "421 4.4.2 really", close ] }
                        """);
                SmtpWire client = SmtpWire.connect(server.port("smtp"))) {
            client.expect("220");
            client.expect("421 4.4.2 too slow");
            client.ask("NOOP", "250");
            client.expect("421 4.4.2 really");
            assertThat(client.end()).isEqualTo(SmtpWire.End.FIN);
        }
    }

    @Test
    void endsBeforeTheHandshake() throws IOException {
        try (Norelay server = playing("- { on: tls, times: 1, then: reset }")) {
            try (SmtpWire client = greeted(server)) {
                // On the plaintext listener there is no handshake, so the rule is not used up.
                client.ask("NOOP", "250");
            }
            try (SmtpWire client = SmtpWire.connect(server.port("submission"))) {
                client.expect("220");
                client.ask("EHLO client.test", "250");
                client.ask("STARTTLS", "220");
                assertThat(client.end()).isEqualTo(SmtpWire.End.RESET);
            }
            assertThat(last(server).closed()).contains(How.SERVER_RESET);
            try (SmtpWire client =
                    SmtpWire.connectTls(server.port("submissions"), server.ca().sslContext())) {
                client.expect("220");
            }
        }
    }

    @Test
    void delaysTheHandshake() throws IOException {
        try (Norelay server = playing("- { on: tls, then: { pause: 50ms } }")) {
            try (SmtpWire client = SmtpWire.connect(server.port("submission"))) {
                client.expect("220");
                client.ask("EHLO client.test", "250");
                client.ask("STARTTLS", "220");
                client.startTls(server.ca().sslContext()).ask("EHLO client.test", "250");
            }
            try (SmtpWire client =
                    SmtpWire.connectTls(server.port("submissions"), server.ca().sslContext())) {
                client.expect("220");
            }
            assertThat(last(server).events(Event.FaultEnacted.class)).hasSize(1);
        }
    }

    @Test
    void entersAPhaseAtOnceAndLater() {
        String text = """
                norelay: 1
                title: Full until somebody tidies up
                server: { policy: open }
                phases:
                  full:
                    rules:
                      - { on: rcpt, then: [ refuse: mailbox-full, become: { phase: fixed, after: 50ms } ] }
                rules:
                  - { on: rcpt, while: broken, when: { recipients: ">1" }, then: [ become: full ] }
                """;
        try (Norelay server = Norelay.start(ScenarioReader.read("full.yaml", text));
                SmtpWire client = inTransaction(server)) {
            client.ask("RCPT TO:<a@partner.test>", "250");
            client.ask("RCPT TO:<b@partner.test>", "250");
            assertThat(server.phase()).isEqualTo("full");
            client.ask("RCPT TO:<c@partner.test>", "452 4.2.2");
            Awaitility.await("the phase that was announced")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> server.phase().equals("fixed"));
            client.ask("RCPT TO:<c@partner.test>", "250");
        }
    }

    @Test
    void aRuleInJavaFillsPlaceholdersToo() {
        try (Norelay server = Norelay.open();
                SmtpWire client = inTransaction(server)) {
            server.add(Rules.on(Moment.RCPT).then(Rules.reply("550 5.1.1 <{recipient}> is not here")));
            client.ask("RCPT TO:<bob@partner.test>", "550 5.1.1 <bob@partner.test> is not here");
        }
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        assertThat(replies(7)).isEqualTo(replies(7)).contains("450").contains("250");
    }

    private static List<String> replies(long seed) {
        String text = """
                norelay: 1
                title: Dice
                server: { policy: open }
                rules: [ { on: noop, chance: 50%, then: { reply: "450 4.0.0 dice" } } ]
                """;
        try (Norelay server = Norelay.builder()
                        .scenario(ScenarioReader.read("dice.yaml", text))
                        .seed(seed)
                        .start();
                SmtpWire client = greeted(server)) {
            return IntStream.range(0, 30)
                    .mapToObj(i -> client.send("NOOP").reply().substring(0, 3))
                    .toList();
        }
    }
}
