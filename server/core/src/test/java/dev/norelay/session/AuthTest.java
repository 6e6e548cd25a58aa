package dev.norelay.session;

import static dev.norelay.session.Dialogue.connected;
import static dev.norelay.session.Dialogue.greeted;
import static dev.norelay.session.Dialogue.loggedIn;
import static dev.norelay.session.Dialogue.secured;
import static dev.norelay.session.TestServer.server;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AUTH (RFC 4954) with PLAIN (RFC 4616) and LOGIN. */
class AuthTest {
    private static final String ALICE = TestServer.ALICE;
    private static final String WRONG = "C: AUTH PLAIN base64(\0alice@example.test\0wrong)\n";

    @Test
    void plainTakesAnInitialResponse() {
        Dialogue dialogue = secured(server()).plays("""
                C: AUTH PLAIN base64(\0alice@example.test\0correct-horse)
                S: 235 2.7.0
                """);
        assertThat(dialogue.session().user()).contains(ALICE);
        assertThat(dialogue.session().awaitsAuthResponse()).isFalse();
    }

    @Test
    void plainWithoutInitialResponseIsAskedWithAnEmptyChallenge() {
        Dialogue dialogue = secured(server()).plays("""
                C: auth plain
                S: 334\s
                C: base64(\0alice@example.test\0correct-horse)
                S: 235 2.7.0
                """);
        assertThat(dialogue.session().user()).contains(ALICE);
    }

    @Test
    void plainTakesAnAuthorizationIdentity() {
        secured(server()).plays("""
                C: AUTH PLAIN base64(alice@example.test\0alice@example.test\0correct-horse)
                S: 235 2.7.0
                """);
    }

    @Test
    void equalsSignIsAnEmptyInitialResponse() {
        secured(server()).plays("""
                C: AUTH PLAIN =
                S: 501 5.5.2
                C: AUTH LOGIN =
                S: 334 base64(Password:)
                C: base64(correct-horse)
                S: 535 5.7.8
                """);
    }

    @Test
    void loginAsksForUserAndPassword() {
        Dialogue dialogue = secured(server()).plays("""
                C: AUTH LOGIN
                S: 334 VXNlcm5hbWU6
                C: base64(alice@example.test)
                S: 334 UGFzc3dvcmQ6
                C: base64(correct-horse)
                S: 235 2.7.0
                """);
        assertThat(dialogue.session().user()).contains(ALICE);
    }

    @Test
    void loginTakesTheUserAsInitialResponse() {
        secured(server()).plays("""
                C: AUTH LOGIN base64(alice@example.test)
                S: 334 base64(Password:)
                C: base64(correct-horse)
                S: 235 2.7.0
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH PLAIN", "AUTH LOGIN", "AUTH LOGIN base64(alice@example.test)"})
    void asteriskCancelsTheExchange(String command) {
        Dialogue dialogue = secured(server()).plays("C: " + command + "\nS: 334\nC: *\nS: 501 5.7.0\nC: NOOP\nS: 250");
        assertThat(dialogue.session().failedLogins()).isZero();
        assertThat(dialogue.session().user()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!!!", "AGFsaWNl=AGI", "AGFsaWNlAGI", "AGFs aWNl", "="})
    void whatIsNotBase64EndsTheExchange(String line) {
        Dialogue dialogue = secured(server()).plays("C: AUTH PLAIN\nS: 334\nC: " + line + "\nS: 501 5.5.2");
        assertThat(dialogue.session().awaitsAuthResponse()).isFalse();
        assertThat(dialogue.session().failedLogins()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice@example.test", "alice\0secret", "\0alice\0secret\0more"})
    void plainWantsTwoNuls(String response) {
        secured(server()).plays("C: AUTH PLAIN base64(" + response + ")\nS: 501 5.5.2");
    }

    @ParameterizedTest
    @CsvSource({
        "alice@example.test, correct-horse, GOOD",
        "alice@example.test, old-horse,     FORMER_PASSWORD",
        "alice@example.test, wrong,         WRONG_PASSWORD",
        "alice@example.test, '',            BLANK",
        "alice@example.test, Correct-Horse, WRONG_PASSWORD",
        "mallory@example.test, x,           UNKNOWN_USER",
        "'', correct-horse,                 UNKNOWN_USER",
        "'', '',                            BLANK"
    })
    void serverKnowsWhyALoginFails(String user, String password, LoginAttempt.Outcome outcome) {
        Proposal proposal = secured(server()).proposes("AUTH PLAIN base64(\0" + user + "\0" + password + ")");
        LoginAttempt attempt = requireNonNull(proposal.login());
        assertThat(attempt).isEqualTo(new LoginAttempt(user, Mechanism.PLAIN, outcome));
        assertThat(proposal.accepts()).isEqualTo(outcome == LoginAttempt.Outcome.GOOD);
        assertThat(proposal.reply().code()).isEqualTo(proposal.accepts() ? 235 : 535);
    }

    @Test
    void failedLoginMayBeTriedAgain() {
        Dialogue dialogue = secured(server())
                .plays(WRONG + "S: 535 5.7.8\nC: AUTH PLAIN base64(\0alice@example.test\0correct-horse)\nS: 235 2.7.0");
        assertThat(dialogue.session().user()).contains(ALICE);
    }

    @Test
    void tenthFailureIsOneTooMany() {
        Dialogue dialogue = secured(server()).plays((WRONG + "S: 535 5.7.8\n").repeat(9));
        Proposal tenth = dialogue.proposes(WRONG.substring(3).strip());
        assertThat(tenth.refused()).contains(Refusal.TOO_MANY_FAILURES);
        assertThat(tenth.reply().toString()).startsWith("421 4.7.0 mail.example.test ");
    }

    @Test
    void loginInATransactionIsBadSequence() {
        greeted(server()).plays("""
                C: MAIL FROM:<alice@example.test>
                S: 250
                C: AUTH PLAIN
                S: 503 5.5.1 Bad sequence of commands: AUTH within a mail transaction
                """);
    }

    @Test
    void secondLoginIsBadSequence() {
        loggedIn(server()).plays("C: AUTH PLAIN\nS: 503 5.5.1 Bad sequence of commands: already authenticated");
    }

    /** RFC 5321 §4.1.4: it resets as RSET does, and that forgets no login. */
    @Test
    void loginOutlivesALaterHelo() {
        Dialogue dialogue = loggedIn(server()).plays("C: HELO client.test\nS: 250\nC: AUTH PLAIN\nS: 503 5.5.1");
        assertThat(dialogue.session().user()).contains(ALICE);
    }

    @Test
    void authIsAnExtensionAndNeedsEhlo() {
        connected(server()).plays("C: HELO client.test\nS: 250\nC: AUTH PLAIN\nS: 503 5.5.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CRAM-MD5", "XOAUTH2", "LOGIN"})
    void mechanismThatIsNotOfferedIsUnsupported(String mechanism) {
        secured(server().mechanisms(Mechanism.PLAIN)).plays("C: AUTH " + mechanism + "\nS: 504 5.5.4\nC: NOOP\nS: 250");
    }

    @Test
    void authWithoutMechanismIsASyntaxError() {
        secured(server()).plays("C: AUTH\nS: 501 5.5.4\nC: AUTH PLAIN AAAA AAAA\nS: 501 5.5.4");
    }

    @Test
    void loginBeforeTlsIsRefusedUnseen() {
        Dialogue dialogue = greeted(server());
        Proposal proposal = dialogue.proposes("AUTH PLAIN base64(\0alice@example.test\0wrong)");
        assertThat(proposal.refused()).contains(Refusal.TLS_REQUIRED);
        assertThat(proposal.reply().toString()).startsWith("530 5.7.0 ");
        assertThat(proposal.login()).isNull();
        assertThat(dialogue.session().failedLogins()).isZero();
    }

    @Test
    void scriptMayTakeALoginBeforeTls() {
        Dialogue dialogue = greeted(server()).plays("""
                C: AUTH LOGIN
                S: 530 5.7.0
                S! 334 a script
                C: base64(alice@example.test)
                S: 334 base64(Password:)
                C: base64(correct-horse)
                S: 235 2.7.0
                """);
        assertThat(dialogue.session().user()).contains(ALICE);
    }

    @Test
    void scriptMayTakeAWrongPassword() {
        Dialogue dialogue = secured(server()).plays(WRONG + "S: 535 5.7.8\nS! 235 a script");
        assertThat(dialogue.session().user()).contains(ALICE);
        assertThat(dialogue.session().failedLogins()).isZero();
    }

    @Test
    void scriptMayRefuseARightPassword() {
        Dialogue dialogue = secured(server()).plays("""
                C: AUTH PLAIN base64(\0alice@example.test\0correct-horse)
                S: 235
                S! 535 a script
                """);
        assertThat(dialogue.session().user()).isEmpty();
        assertThat(dialogue.session().failedLogins()).isOne();
    }

    @Test
    void scriptThatRefusesAChallengeEndsTheExchange() {
        secured(server()).plays("C: AUTH LOGIN\nS: 334\nS! 454 a script\nC: NOOP\nS: 250 2.0.0");
    }

    @Test
    void userNameIsSaidWithoutItsLineBreaksAndShortened() {
        TestServer server = server().says(Refusal.CREDENTIALS_INVALID, Moment.AUTH, "535 5.7.8 no login for {user}");
        Proposal broken = secured(server).proposes("AUTH PLAIN base64(\0a\r\n250 ok\0x)");
        assertThat(broken.reply()).hasToString("535 5.7.8 no login for a??250 ok\r\n");
        Proposal endless = secured(server).proposes("AUTH PLAIN base64(\0" + "a".repeat(5000) + "\0x)");
        assertThat(endless.reply().octets()).hasSizeLessThanOrEqualTo(512);
    }

    @Test
    void accountsKeepTheirSecretsOutOfLogs() {
        assertThat(server().profile().toString()).doesNotContain("horse");
    }
}
