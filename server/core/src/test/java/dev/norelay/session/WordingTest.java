package dev.norelay.session;

import static dev.norelay.session.Dialogue.greeted;
import static dev.norelay.session.Dialogue.loggedIn;
import static dev.norelay.session.Dialogue.secured;
import static dev.norelay.session.TestServer.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.session.Policy.RequireAuth;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** When and how a server says its refusals. */
class WordingTest {
    private static final String MAIL = "C: MAIL FROM:<alice@example.test>\nS: 250 2.1.0\n";

    @Test
    void senderMayBeRefusedAtTheRecipient() {
        loggedIn(server().senderMustBeOwn().says(Refusal.SENDER_NOT_OWNED, Moment.RCPT))
                .plays("""
                C: MAIL FROM:<bob@example.test>
                S: 250 2.1.0
                C: RCPT TO:<carol@example.test>
                S: 553 5.7.1 <bob@example.test>: Sender address not owned by user alice@example.test
                C: RCPT TO:<dave@example.test>
                S: 553 5.7.1
                C: DATA
                S: 503 5.5.1
                """);
    }

    @Test
    void loginMayBeRequiredAtTheRecipient() {
        greeted(server().requireAuth(RequireAuth.ALWAYS).says(Refusal.AUTHENTICATION_REQUIRED, Moment.RCPT))
                .plays(MAIL + "C: RCPT TO:<carol@example.test>\nS: 530 5.7.0 Authentication required");
    }

    @Test
    void ownReasonOfARecipientComesBeforeTheSenders() {
        greeted(server().requireAuth(RequireAuth.ALWAYS).says(Refusal.AUTHENTICATION_REQUIRED, Moment.RCPT))
                .plays(MAIL + "C: RCPT TO:<bob@partner.test>\nS: 550 5.7.1 <bob@partner.test>: Relaying denied");
    }

    @ParameterizedTest
    @EnumSource(names = {"DATA", "END_OF_DATA"})
    void relayingMayBeDeniedLater(Moment at) {
        String later = at == Moment.DATA ? "" : "C: DATA\nS: 354\n";
        String due = at == Moment.DATA ? "C: DATA\n" : "(message of 20 octets)\n";
        greeted(server().says(Refusal.RELAY_DENIED, at))
                .plays(MAIL
                        + "C: RCPT TO:<bob@partner.test>\nS: 250 2.1.5\n"
                        + later
                        + due
                        + "S: 550 5.7.1 <bob@partner.test>: Relaying denied");
    }

    @Test
    void lateRefusalBlamesTheRecipientThatItIsAbout() {
        greeted(server().says(Refusal.RELAY_DENIED, Moment.END_OF_DATA)).plays(MAIL + """
                C: RCPT TO:<bob@partner.test>
                S: 250 2.1.5
                C: RCPT TO:<carol@example.test>
                S: 250 2.1.5
                C: DATA
                S: 354
                (message of 20 octets)
                S: 550 5.7.1 <bob@partner.test>: Relaying denied
                """);
    }

    @Test
    void lateRefusalGoesWithItsTransaction() {
        greeted(server().says(Refusal.RELAY_DENIED, Moment.END_OF_DATA))
                .plays(MAIL + "C: RCPT TO:<bob@partner.test>\nS: 250\nC: RSET\nS: 250\n" + MAIL + """
                C: RCPT TO:<carol@example.test>
                S: 250
                C: DATA
                S: 354
                (message of 20 octets)
                S: 250 2.0.0
                """);
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECT", "EHLO", "MAIL"})
    void noRefusalIsSaidBeforeItsReasonIsKnown(Moment early) {
        greeted(server().says(Refusal.RELAY_DENIED, early)).plays(MAIL + "C: RCPT TO:<bob@partner.test>\nS: 550 5.7.1");
    }

    @ParameterizedTest
    @CsvSource({
        "{recipient},        bob@partner.test",
        "{recipient-domain}, partner.test",
        "{sender},           alice@example.test",
        "{user},             ''",
        "{hostname},         mail.example.test",
        "{max-size},         10000000",
        "{client},           192.0.2.7",
        "{helo},             client.test",
        "{other} {},         {other} {}",
        "{helo}{client},     client.test192.0.2.7"
    })
    void placeholdersAreFilled(String text, String filled) {
        Proposal proposal = greeted(server().says(Refusal.RELAY_DENIED, Moment.RCPT, "550 5.7.1 [" + text + "]"))
                .plays(MAIL)
                .proposes("RCPT TO:<bob@partner.test>");
        assertThat(proposal.reply()).hasToString("550 5.7.1 [" + filled + "]\r\n");
    }

    @Test
    void placeholdersKnowTheUser() {
        TestServer nobody = server().relay(Policy.Relay.NOBODY);
        loggedIn(nobody.says(Refusal.RELAY_DENIED, Moment.RCPT, "550 not even for {user}"))
                .plays(MAIL + "C: RCPT TO:<bob@partner.test>\nS: 550 not even for alice@example.test");
        secured(server().says(Refusal.CREDENTIALS_INVALID, Moment.AUTH, "535 no {user}"))
                .plays("C: AUTH PLAIN base64(\0mallory\0x)\nS: 535 no mallory");
    }

    @Test
    void controlsOfTheClientAreNotRepeated() {
        secured(server().says(Refusal.CREDENTIALS_INVALID, Moment.AUTH, "535 no {user}"))
                .plays("C: AUTH PLAIN base64(\0mal\u0091lo\u007fry\0x)\nS: 535 no mal?lo?ry");
    }

    @Test
    void whatAClientSaysIsNotFilledAgain() {
        greeted(server())
                .plays(
                        MAIL
                                + "C: RCPT TO:<{sender}$1@partner.test>\nS: 550 5.7.1 <{sender}$1@partner.test>: Relaying denied");
    }

    @Test
    void allLinesOfAWordingAreFilled() {
        greeted(server().says(
                                Refusal.RELAY_DENIED,
                                Moment.RCPT,
                                "550-5.7.1 no {recipient}",
                                "550 5.7.1 ask {hostname}"))
                .plays(MAIL + """
                        C: RCPT TO:<bob@partner.test>
                        S: 550-5.7.1 no bob@partner.test
                        S: 550 5.7.1 ask mail.example.test
                        """);
    }

    @Test
    void recipientThatIsNoneHasItsOwnWords() {
        Proposal proposal = greeted(server().says(Refusal.RECIPIENT_SYNTAX, Moment.RCPT, "553 5.1.3 what is that?"))
                .plays(MAIL)
                .proposes("RCPT TO:<bob>");
        assertThat(proposal.refused()).contains(Refusal.RECIPIENT_SYNTAX);
        assertThat(proposal.reply()).hasToString("553 5.1.3 what is that?\r\n");
    }
}
