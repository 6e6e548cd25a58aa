package dev.norelay.diagnosis;

import static dev.norelay.diagnosis.Outcomes.ALICE;
import static dev.norelay.diagnosis.Outcomes.BOB;
import static dev.norelay.diagnosis.Outcomes.assertFound;
import static dev.norelay.diagnosis.Outcomes.on;
import static dev.norelay.diagnosis.Outcomes.row;
import static dev.norelay.diagnosis.Outcomes.submission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.journal.Event.How;
import dev.norelay.scenario.Cause;
import dev.norelay.smtp.Refusal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A login that fails. */
class CredentialCausesTest {

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("logins")
    void findsTheCause(Tape tape, Cause cause, List<Cause> alternatives) {
        assertFound(tape, cause, alternatives);
    }

    static Stream<Arguments> logins() {
        return Stream.of(
                row(
                        "former password",
                        submission().upgraded().plain(ALICE, "old-horse").quits(),
                        Cause.PASSWORD_STALE),
                row("wrong password", submission().upgraded().plain(ALICE, "x").quits(), Cause.CREDENTIALS_WRONG),
                row("unknown user", submission().upgraded().plain("eve", "x").quits(), Cause.CREDENTIALS_WRONG),
                row("blank login", submission().upgraded().plain("", "").quits(), Cause.LOGIN_MISSING),
                row(
                        "the settings have no user, the client has the device's",
                        on(new Stage().blankLogin(), "submission")
                                .upgraded()
                                .plain("root", "secret")
                                .quits(),
                        Cause.LOGIN_MISSING,
                        Cause.CREDENTIALS_WRONG),
                row(
                        "no password",
                        on(new Stage().blankPassword(), "submission")
                                .upgraded()
                                .plain(ALICE, "")
                                .quits(),
                        Cause.LOGIN_MISSING),
                row(
                        "a token, and a client that knows passwords only",
                        on(new Stage().signedIn(), "submission")
                                .upgraded()
                                .plain(ALICE, "")
                                .quits(),
                        Cause.MECHANISM_NOT_SHARED,
                        Cause.LOGIN_MISSING,
                        Cause.TOKEN_EXPIRED),
                row(
                        "a token that has run out, tried as a password behind it",
                        on(new Stage().signedIn().takesTokens(), "submission")
                                .upgraded()
                                .bearer(ALICE, "old-token")
                                .plain(ALICE, "old-token")
                                .quits(),
                        Cause.TOKEN_EXPIRED),
                row(
                        "a token that has run out, tried as a password before it",
                        on(new Stage().signedIn().takesTokens(), "submission")
                                .upgraded()
                                .plain(ALICE, "old-token")
                                .bearer(ALICE, "old-token")
                                .quits(),
                        Cause.TOKEN_EXPIRED),
                row(
                        "a password, tried as a token before it",
                        on(new Stage().takesTokens(), "submission")
                                .upgraded()
                                .bearer(ALICE, "x")
                                .plain(ALICE, "x")
                                .quits(),
                        Cause.CREDENTIALS_WRONG),
                row(
                        "one password, two mechanisms",
                        submission()
                                .upgraded()
                                .says("AUTH CRAM-MD5")
                                .plain(ALICE, "old-horse")
                                .login(ALICE, "old-horse")
                                .quits(),
                        Cause.PASSWORD_STALE),
                row(
                        "no mechanism in common",
                        submission().upgraded().says("AUTH NTLM").quits(),
                        Cause.MECHANISM_NOT_SHARED),
                row(
                        "login fails, goes on",
                        submission()
                                .upgraded()
                                .plain(ALICE, "old-horse")
                                .mail(BOB)
                                .quits(),
                        Cause.PASSWORD_STALE),
                row(
                        "locked out by a rule",
                        submission()
                                .upgraded()
                                .plain(ALICE, "old-horse")
                                .says("AUTH PLAIN AGEAYg==", Refusal.TOO_MANY_FAILURES)
                                .closes(How.SERVER_CLOSED)
                                .tape(),
                        Cause.LOCKED_OUT,
                        Cause.CREDENTIALS_WRONG),
                row(
                        "right password refused",
                        submission()
                                .upgraded()
                                .plain(ALICE, "correct-horse", "535 5.7.139 basic authentication is disabled")
                                .quits(),
                        Cause.CREDENTIALS_WRONG,
                        Cause.APP_PASSWORD_NEEDED,
                        Cause.ACCOUNT_BLOCKED),
                row(
                        "app password",
                        submission()
                                .upgraded()
                                .plain(ALICE, "correct-horse", "534 5.7.9 Application-specific password required")
                                .quits(),
                        Cause.APP_PASSWORD_NEEDED),
                row(
                        "wrong password, said to be temporary",
                        submission()
                                .upgraded()
                                .plain(ALICE, "x", "454 4.7.0 invalid username or password")
                                .quits(),
                        Cause.SERVER_BUSY,
                        Cause.CREDENTIALS_WRONG),
                row(
                        "token",
                        submission()
                                .upgraded()
                                .says("AUTH XOAUTH2 eA==", "535 5.7.8 OAuth token expired")
                                .quits(),
                        Cause.TOKEN_EXPIRED),
                row(
                        "cancelled",
                        submission().upgraded().says("AUTH LOGIN").says("*").quits(),
                        Cause.MECHANISM_NOT_SHARED));
    }

    @Test
    void tenFailedLoginsLockOut() {
        Talk talk = submission().upgraded();
        for (int i = 0; i < 10; i++) {
            talk.plain(ALICE, "old-horse");
        }

        Diagnosis diagnosis = talk.closes(How.SERVER_CLOSED).tape().diagnosis();

        assertThat(diagnosis.cause()).isEqualTo(Cause.LOCKED_OUT);
        assertThat(diagnosis.alternatives()).containsExactly(Cause.PASSWORD_STALE);
        assertThat(diagnosis.explanation()).contains("number 10");
    }
}
