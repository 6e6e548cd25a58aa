package dev.norelay.session;

import static dev.norelay.session.Dialogue.greeted;
import static dev.norelay.session.Dialogue.loggedIn;
import static dev.norelay.session.Dialogue.secured;
import static dev.norelay.session.TestServer.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.norelay.session.Policy.Relay;
import dev.norelay.session.Policy.RequireAuth;
import dev.norelay.session.Policy.RequireTls;
import dev.norelay.session.ServerProfile.Recipients;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may send what to whom (RFC 6409 §4.3, §6.1; RFC 5321 §3.6.2). */
class PolicyTest {
    private static final String MAIL = "C: MAIL FROM:<alice@example.test>\nS: 250 2.1.0\n";

    @ParameterizedTest
    @CsvSource({
        "NOBODY,        550 5.7.1, 550 5.7.1",
        "AUTHENTICATED, 550 5.7.1, 250 2.1.5",
        "ANYONE,        250 2.1.5, 250 2.1.5"
    })
    void relayingDependsOnWhoAsks(Relay relay, String toStrangers, String toUsers) {
        String rcpt = MAIL + "C: RCPT TO:<bob@partner.test>\nS: ";
        greeted(server().relay(relay)).plays(rcpt + toStrangers);
        loggedIn(server().relay(relay)).plays(rcpt + toUsers);
    }

    @Test
    void relayDeniedNamesTheRecipient() {
        greeted(server())
                .plays(MAIL + "C: RCPT TO:<Bob@Partner.test>\nS: 550 5.7.1 <Bob@Partner.test>: Relaying denied");
    }

    @Test
    void deniedRecipientDoesNotSpoilTheOthers() {
        Dialogue dialogue = greeted(server()).plays(MAIL + """
                C: RCPT TO:<bob@partner.test>
                S: 550 5.7.1
                C: RCPT TO:<carol@example.test>
                S: 250 2.1.5
                C: DATA
                S: 354
                (message of 20 octets)
                S: 250
                """);
        assertThat(dialogue.session().transaction()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "nobody-knows@example.test,  250 2.1.5, 550 5.1.1",
        "alice@example.test,         250 2.1.5, 250 2.1.5",
        "ALICE@Example.TEST,         250 2.1.5, 250 2.1.5",
        "postmaster@example.test,    250 2.1.5, 250 2.1.5",
        "Postmaster@EXAMPLE.test,    250 2.1.5, 250 2.1.5",
        "postmaster@mail.example.test, 250 2.1.5, 250 2.1.5",
        "POSTMASTER,                 250 2.1.5, 250 2.1.5",
        "postmaster@partner.test,    550 5.7.1, 550 5.7.1",
        "alice@sub.example.test,     550 5.7.1, 550 5.7.1",
        "@relay.test:alice@example.test, 250 2.1.5, 250 2.1.5"
    })
    void localRecipientsExistOrNot(String recipient, String whereAnyDoes, String whereAccountsDo) {
        String rcpt = MAIL + "C: RCPT TO:<" + recipient + ">\nS: ";
        greeted(server()).plays(rcpt + whereAnyDoes);
        greeted(server().recipients(Recipients.ACCOUNTS)).plays(rcpt + whereAccountsDo);
    }

    @Test
    void notificationsHaveTheNullReversePath() {
        Dialogue dialogue = greeted(server()).plays("""
                C: MAIL FROM:<>
                S: 250 2.1.0
                C: RCPT TO:<carol@example.test>
                S: 250 2.1.5
                """);
        assertThat(dialogue.session().sender().isNull()).isTrue();
    }

    @Test
    void recipientsBeyondTheLimitAreForAnotherTransaction() {
        greeted(server().maxRecipients(2)).plays(MAIL + """
                C: RCPT TO:<carol@example.test>
                S: 250
                C: RCPT TO:<carol@example.test>
                S: 250
                C: RCPT TO:<dave@example.test>
                S: 452 4.5.3
                C: DATA
                S: 354
                (message of 20 octets)
                S: 250
                C: MAIL FROM:<alice@example.test>
                S: 250
                C: RCPT TO:<dave@example.test>
                S: 250
                """);
    }

    @Test
    void refusedRecipientsDoNotCountTowardsTheLimit() {
        greeted(server().maxRecipients(1)).plays(MAIL + """
                C: RCPT TO:<bob@partner.test>
                S: 550
                C: RCPT TO:<carol@example.test>
                S: 250
                """);
    }

    @Test
    void tooManyRecipientsMayBeSaidLater() {
        greeted(server().maxRecipients(1).says(Refusal.TOO_MANY_RECIPIENTS, Moment.DATA))
                .plays(MAIL + """
                C: RCPT TO:<carol@example.test>
                S: 250
                C: RCPT TO:<dave@example.test>
                S: 250
                C: DATA
                S: 452 4.5.3
                """);
    }

    @Test
    void usersMayHaveToUseTheirOwnAddresses() {
        loggedIn(server().senderMustBeOwn()).plays("""
                C: MAIL FROM:<bob@example.test>
                S: 553 5.7.1 <bob@example.test>: Sender address not owned by user alice@example.test
                C: MAIL FROM:<Alice@EXAMPLE.test>
                S: 250 2.1.0
                C: RSET
                S: 250
                C: MAIL FROM:<>
                S: 250 2.1.0
                """);
        loggedIn(server()).plays("C: MAIL FROM:<bob@example.test>\nS: 250 2.1.0");
    }

    @Test
    void loginMayBeRequiredForAllMail() {
        greeted(server().requireAuth(RequireAuth.ALWAYS)).plays("""
                C: MAIL FROM:<alice@example.test>
                S: 530 5.7.0 Authentication required
                C: RCPT TO:<carol@example.test>
                S: 503 5.5.1
                """);
        loggedIn(server().requireAuth(RequireAuth.ALWAYS)).plays(MAIL);
    }

    @Test
    void loginNeverRequiredStillRelaysForUsersOnly() {
        greeted(server().requireAuth(RequireAuth.NEVER)).plays(MAIL + "C: RCPT TO:<bob@partner.test>\nS: 550 5.7.1");
    }

    @Test
    void tlsMayBeRequiredForAllMail() {
        TestServer strict = server().requireTls(RequireTls.ALWAYS).requireAuth(RequireAuth.ALWAYS);
        greeted(strict).plays("C: MAIL FROM:<alice@example.test>\nS: 530 5.7.0 Must issue a STARTTLS command first");
        secured(strict).plays("C: MAIL FROM:<alice@example.test>\nS: 530 5.7.0 Authentication required");
        loggedIn(strict).plays(MAIL);
    }

    @Test
    void openPolicyTakesEverythingFromEveryone() {
        ServerProfile open = server().profile().on(Policy.OPEN, Security.NONE);
        assertThat(open.policy().relay()).isEqualTo(Relay.ANYONE);
        assertThat(open.policy().requireTls()).isEqualTo(RequireTls.NEVER);
        greeted(server().relay(Relay.ANYONE).requireAuth(RequireAuth.NEVER).requireTls(RequireTls.NEVER))
                .plays(MAIL + "C: RCPT TO:<bob@partner.test>\nS: 250 2.1.5");
    }

    @Test
    void policyRefusesNonsense() {
        assertThatIllegalArgumentException().isThrownBy(server().maxRecipients(0)::profile);
        assertThatIllegalArgumentException().isThrownBy(server().maxSize(-1)::profile);
    }

    @Test
    void changedPasswordsBecomeFormerOnes() {
        Account account = new Account("first", List.of(), List.of());
        assertThat(account.withPassword("second").formerPasswords()).containsExactly("first");
        assertThat(account.withPassword("second").withPassword("first").formerPasswords())
                .containsExactly("second");
        assertThat(account.withPassword("first")).isEqualTo(account);
    }
}
