package dev.norelay.session;

import static dev.norelay.session.Dialogue.connected;
import static dev.norelay.session.Dialogue.greeted;
import static dev.norelay.session.Dialogue.loggedIn;
import static dev.norelay.session.TestServer.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.session.Policy.RequireAuth;
import dev.norelay.session.Policy.RequireTls;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The state follows what was decided, not what was proposed: {@code S!} is a script's word. */
class DecisionTest {
    private static final String MAIL = "C: MAIL FROM:<alice@example.test>\nS: 250 2.1.0\n";

    @Test
    void acceptedRecipientIsNotDeniedAgain() {
        Dialogue dialogue = greeted(server()).plays(MAIL + """
                C: RCPT TO:<bob@partner.test>
                S: 550 5.7.1
                S! 250 a script
                C: DATA
                S: 354
                (message of 20 octets)
                S: 250 2.0.0
                """);
        assertThat(dialogue.session().transaction()).isEmpty();
    }

    @Test
    void acceptedRecipientStandsInTheTransaction() {
        Dialogue dialogue = greeted(server()).plays(MAIL + "C: RCPT TO:<bob@partner.test>\nS: 550\nS! 250 a script");
        assertThat(dialogue.session().transaction().orElseThrow().forwardPaths())
                .hasToString("[bob@partner.test]");
    }

    @Test
    void acceptanceOfOneRecipientIsNotThatOfAll() {
        greeted(server()).plays(MAIL + """
                C: RCPT TO:<bob@partner.test>
                S: 550 5.7.1
                S! 250 a script
                C: RCPT TO:<ann@partner.test>
                S: 550 5.7.1
                """);
    }

    @Test
    void acceptedSenderIsNotRefusedAgain() {
        TestServer strict = server().requireAuth(RequireAuth.ALWAYS)
                .requireTls(RequireTls.ALWAYS)
                .maxSize(1000);
        greeted(strict).plays("""
                C: MAIL FROM:<alice@example.test> SIZE=1001
                S: 530 5.7.0
                S! 250 a script
                C: RCPT TO:<carol@example.test>
                S: 250 2.1.5
                C: DATA
                S: 354
                (message of 1000 octets)
                S: 250 2.0.0
                """);
    }

    @Test
    void otherReasonsOfAnAcceptedSenderAreSaidWhenTheyAreDue() {
        TestServer strict = server().senderMustBeOwn().says(Refusal.SENDER_NOT_OWNED, Moment.DATA);
        loggedIn(strict).plays("""
                C: MAIL FROM:<bob@example.test>
                S: 250
                C: RCPT TO:<carol@example.test>
                S: 250
                C: DATA
                S: 553 5.7.1
                """);
    }

    @ParameterizedTest
    @EnumSource(names = {"DATA", "END_OF_DATA"})
    void lateRefusalThatIsOverruledIsDoneWith(Moment at) {
        String overruled = at == Moment.DATA
                ? "C: DATA\nS: 550\nS! 354 a script\n(message of 20 octets)\nS: 250 2.0.0\n"
                : "C: DATA\nS: 354\n(message of 20 octets)\nS: 550\nS! 250 a script\n";
        greeted(server().says(Refusal.RELAY_DENIED, at))
                .plays(MAIL + "C: RCPT TO:<bob@partner.test>\nS: 250\n" + overruled + MAIL);
    }

    @Test
    void refusedMailBeginsNoTransaction() {
        Dialogue dialogue = greeted(server()).plays("""
                C: MAIL FROM:<alice@example.test>
                S: 250
                S! 451 a script
                C: RCPT TO:<carol@example.test>
                S: 503 5.5.1
                """);
        assertThat(dialogue.session().transaction()).isEmpty();
    }

    @Test
    void refusedRecipientIsNotInTheTransaction() {
        Dialogue dialogue = greeted(server()).plays(MAIL + """
                C: RCPT TO:<carol@example.test>
                S: 250
                C: RCPT TO:<dave@example.test>
                S: 250
                S! 450 a script
                """);
        Transaction transaction = dialogue.session().transaction().orElseThrow();
        assertThat(transaction.forwardPaths()).hasToString("[carol@example.test]");
    }

    @Test
    void refusedDataLeavesTheTransactionOpen() {
        Dialogue dialogue = greeted(server()).plays(MAIL + """
                C: RCPT TO:<carol@example.test>
                S: 250
                C: DATA
                S: 354
                S! 451 a script
                C: DATA
                S: 354
                """);
        assertThat(dialogue.session().awaitsContent()).isTrue();
    }

    @Test
    void refusedRsetAndEhloForgetNothing() {
        Dialogue dialogue = greeted(server()).plays(MAIL + """
                C: RSET
                S: 250
                S! 421 a script
                C: EHLO other.test
                S: 250
                S! 501 a script
                C: RCPT TO:<carol@example.test>
                S: 250
                """);
        assertThat(dialogue.session().helo()).contains("client.test");
    }

    @Test
    void whatCannotBeCarriedOutStaysUndoneWhateverIsSaid() {
        Dialogue dialogue = connected(server()).plays("""
                C: MAIL FROM:<alice@example.test>
                S: 503 5.5.1
                S! 250 a script
                C: EHLO client.test
                S: 250
                C: RCPT TO:<carol@example.test>
                S: 503 5.5.1
                """);
        assertThat(dialogue.session().transaction()).isEmpty();
    }

    @Test
    void remedyTakesEffectWithTheNextCommand() {
        greeted(server())
                .plays(MAIL + "C: RCPT TO:<bob@partner.test>\nS: 550 5.7.1")
                .meets(server().relay(Policy.Relay.ANYONE))
                .plays("C: RCPT TO:<bob@partner.test>\nS: 250 2.1.5");
    }
}
