package dev.norelay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.fault.Pause;
import dev.norelay.journal.Event;
import dev.norelay.journal.Event.How;
import dev.norelay.journal.SessionRecord;
import dev.norelay.scenario.Key;
import dev.norelay.scenario.Rule;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.session.Action;
import dev.norelay.smtp.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The playground, address by address. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlaygroundTest {
    private static final Scenario PLAYGROUND = Catalogue.scenario("playground");

    @SuppressWarnings("NullAway.Init") // by start()
    private Norelay server;

    @BeforeAll
    void start() {
        server = Norelay.start(PLAYGROUND);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private SmtpWire inTransaction() {
        SmtpWire client = SmtpWire.connect(server.port("smtp"));
        client.expect("220");
        client.ask("EHLO client.test", "250");
        client.ask("MAIL FROM:<alice@example.test>", "250");
        return client;
    }

    private SessionRecord last() {
        List<SessionRecord> all = server.journal().sessions();
        return all.get(all.size() - 1);
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void everyRefusalHasAnAddress(Refusal refusal) {
        try (SmtpWire client = inTransaction()) {
            client.ask(
                    "RCPT TO:<" + refusal.id() + "@refuse.test>",
                    refusal.words().code() + " ");
            if (refusal.words().code() == 421) {
                assertThat(client.end()).isEqualTo(SmtpWire.End.FIN);
            }
        }
        assertThat(last().events(Event.ReplySent.class))
                .anySatisfy(sent -> assertThat(sent.refused()).contains(refusal));
    }

    static Stream<String> codes() {
        return recipients().filter(recipient -> recipient.matches("\\d+@reply\\.test"));
    }

    private static Stream<String> recipients() {
        return PLAYGROUND.rules().stream().flatMap(PlaygroundTest::recipient);
    }

    private static Stream<String> recipient(Rule rule) {
        return rule.when().stream()
                .filter(condition -> condition.key() == Key.RECIPIENT)
                .map(condition -> condition.matcher().toString());
    }

    @ParameterizedTest
    @MethodSource("codes")
    void aCodeIsAnsweredWithThatCode(String address) {
        String code = address.substring(0, 3);
        try (SmtpWire client = inTransaction()) {
            client.ask(
                    "RCPT TO:<" + address + ">",
                    code + " " + code.charAt(0) + ".0.0 <" + address + ">: " + code + ", as asked for");
            if (code.equals("421")) {
                assertThat(client.end()).isEqualTo(SmtpWire.End.FIN);
            }
        }
    }

    @Test
    void theCodesThatAClientMeetsAtRcptAreThere() {
        assertThat(codes())
                .contains("250@reply.test", "421@reply.test", "450@reply.test", "451@reply.test", "452@reply.test")
                .contains("550@reply.test", "551@reply.test", "552@reply.test", "553@reply.test", "554@reply.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"relay-denid@refuse.test", "999@reply.test"})
    void aSlipIsNotTakenForAccepted(String address) {
        try (SmtpWire client = inTransaction()) {
            client.ask("RCPT TO:<" + address + ">", "550 5.1.1 <" + address + ">: ");
        }
    }

    @Test
    void closesCutsAndResets() {
        ends("close", SmtpWire.End.FIN, How.SERVER_CLOSED);
        ends("drop", SmtpWire.End.FIN, How.SERVER_CUT);
        ends("reset", SmtpWire.End.RESET, How.SERVER_RESET);
    }

    private void ends(String who, SmtpWire.End end, How how) {
        try (SmtpWire client = inTransaction()) {
            client.send("RCPT TO:<" + who + "@playground.test>");
            assertThat(client.end()).isEqualTo(end);
        }
        assertThat(last().closed()).contains(how);
    }

    @Test
    void aDropIsATruncationInsideTls() throws IOException {
        try (SmtpWire client =
                SmtpWire.connectTls(server.port("submissions"), server.ca().sslContext())) {
            client.expect("220");
            client.ask("EHLO client.test", "250");
            client.ask("MAIL FROM:<alice@example.test>", "250");
            client.send("RCPT TO:<drop@playground.test>");
            assertThat(client.end()).isEqualTo(SmtpWire.End.TRUNCATED);
        }
    }

    @Test
    void stallsAndSaysNothingAnyMore() throws IOException {
        try (SmtpWire client = inTransaction()) {
            client.send("RCPT TO:<stall@playground.test>");
            assertThat(client.isSilent(100)).isTrue();
        }
    }

    @Test
    void isSlowAndAcceptsInTheEnd() {
        Rule slow = PLAYGROUND.rules().stream()
                .filter(rule -> recipient(rule).anyMatch("slow@playground.test"::equals))
                .findFirst()
                .orElseThrow();

        assertThat(slow.then())
                .containsExactly(new Action.Enact(new Pause(Duration.ofSeconds(10))), new Action.Accept());
    }

    @Test
    void takesTheMessageAndLosesTheReply() {
        int before = server.messages().size();
        try (SmtpWire client = inTransaction()) {
            client.ask("RCPT TO:<lost@playground.test>", "250");
            client.ask("DATA", "354");
            client.raw("Subject: x\r\n\r\nx\r\n.\r\n");
            assertThat(client.end()).isEqualTo(SmtpWire.End.FIN);
        }
        assertThat(server.messages()).hasSize(before + 1);
        assertThat(server.diagnosis(last()))
                .hasValueSatisfying(found -> assertThat(found.cause().id()).isEqualTo("reply-lost"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp", "submission", "submissions"})
    void anyoneElseIsAcceptedOnAnyPortAndWithAnyLogin(String listener) throws IOException {
        try (SmtpWire client = listener.equals("submissions")
                ? SmtpWire.connectTls(server.port(listener), server.ca().sslContext())
                : SmtpWire.connect(server.port(listener))) {
            client.expect("220");
            assertThat(client.ask("EHLO client.test", "250")).contains("AUTH PLAIN LOGIN");
            client.ask("AUTH PLAIN AHdob2V2ZXIAd2hhdGV2ZXI=", "235");
            client.ask("MAIL FROM:<alice@example.test>", "250");
            client.ask("RCPT TO:<bob@partner.test>", "250");
        }
    }

    @Test
    void aLoginInStepsIsAcceptedToo() {
        try (SmtpWire client = SmtpWire.connect(server.port("submission"))) {
            client.expect("220");
            client.ask("EHLO client.test", "250");
            client.ask("AUTH LOGIN", "334");
            client.ask("d2hvZXZlcg==", "334");
            client.ask("d2hhdGV2ZXI=", "235");
        }
    }
}
