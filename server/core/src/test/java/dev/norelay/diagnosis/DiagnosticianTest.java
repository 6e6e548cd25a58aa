package dev.norelay.diagnosis;

import static dev.norelay.diagnosis.Stage.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.journal.Event.How;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Listener.Service;
import dev.norelay.scenario.Phase;
import dev.norelay.session.Policy.Relay;
import dev.norelay.session.Policy.RequireTls;
import dev.norelay.session.Security;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosticianTest {
    private static final String BOB = "bob@partner.test";
    private static final String ALICE = "alice@example.test";

    private static Talk on(Stage stage, String listener) {
        return new Tape(stage).session(listener);
    }

    private static Talk submission() {
        return on(new Stage(), "submission");
    }

    private static Arguments row(String what, Tape tape, Cause cause, Cause... alternatives) {
        return Arguments.of(Named.of(what, tape), cause, List.of(alternatives));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"logins", "ports", "deliveries", "refusals", "connections"})
    void findsTheCause(Tape tape, Cause cause, List<Cause> alternatives) {
        Diagnosis diagnosis = tape.diagnosis();

        assertThat(diagnosis.cause()).as("%s", diagnosis).isEqualTo(cause);
        assertThat(diagnosis.alternatives()).as("%s", diagnosis).isEqualTo(alternatives);
        assertThat(diagnosis.evidence()).as("%s", diagnosis).isNotEmpty();
        assertThat(tape.ofLastSession()).contains(diagnosis);
    }

    static Stream<Arguments> logins() {
        Stage plain = new Stage().client("smtp", Security.NONE);
        Stage hidden = new Stage().hides("STARTTLS");
        Stage nobody = new Stage()
                .listener("submission", 587, Security.STARTTLS, policy(Relay.NOBODY, RequireTls.FOR_AUTH, true));
        Stage always = new Stage()
                .listener("submission", 587, Security.STARTTLS, policy(Relay.AUTHENTICATED, RequireTls.ALWAYS, true));
        return Stream.of(
                row("no login", submission().upgraded().mail(BOB).quits(), Cause.LOGIN_MISSING),
                row(
                        "no login, asked for one at MAIL",
                        submission()
                                .upgraded()
                                .says("MAIL FROM:<a@b.test>", Refusal.AUTHENTICATION_REQUIRED)
                                .quits(),
                        Cause.LOGIN_MISSING),
                row(
                        "no login, pipelining",
                        submission()
                                .upgraded()
                                .says("MAIL FROM:<a@b.test>", "530 5.7.0 Log in")
                                .says("RCPT TO:<" + BOB + ">")
                                .says("DATA")
                                .quits(),
                        Cause.LOGIN_MISSING),
                row(
                        "HELO knows no login",
                        submission().greeted().says("HELO client").mail(BOB).quits(),
                        Cause.LOGIN_MISSING,
                        Cause.LOGIN_NOT_OFFERED),
                row(
                        "stayed in plaintext",
                        submission().greeted().says("EHLO client").mail(BOB).quits(),
                        Cause.LOGIN_NEEDS_TLS),
                row(
                        "stayed in plaintext, login blank",
                        on(new Stage().blankLogin(), "submission")
                                .greeted()
                                .says("EHLO client")
                                .mail(BOB)
                                .quits(),
                        Cause.LOGIN_NEEDS_TLS,
                        Cause.LOGIN_MISSING),
                row(
                        "login in plaintext",
                        submission()
                                .greeted()
                                .says("EHLO client")
                                .plain(ALICE, "correct-horse")
                                .mail(BOB)
                                .quits(),
                        Cause.LOGIN_NEEDS_TLS),
                row(
                        "mail in plaintext",
                        on(always, "submission")
                                .greeted()
                                .says("EHLO client")
                                .mail()
                                .quits(),
                        Cause.TLS_NEEDED),
                row(
                        "a rule asks for STARTTLS",
                        submission()
                                .greeted()
                                .says("EHLO client")
                                .says("MAIL FROM:<a@b.test>", "530 Must issue a STARTTLS command first")
                                .quits(),
                        Cause.TLS_NEEDED),
                row(
                        "no login on port 25",
                        on(plain, "smtp")
                                .greeted()
                                .says("EHLO client")
                                .mail(BOB)
                                .quits(),
                        Cause.LOGIN_NOT_OFFERED),
                row(
                        "login where none is offered",
                        on(plain, "smtp")
                                .greeted()
                                .says("EHLO client")
                                .plain(ALICE, "x")
                                .quits(),
                        Cause.LOGIN_NOT_OFFERED),
                row(
                        "neither login nor STARTTLS on port 25",
                        on(new Stage(), "smtp")
                                .greeted()
                                .says("EHLO client")
                                .mail(BOB)
                                .quits(),
                        Cause.LOGIN_NOT_OFFERED,
                        Cause.STARTTLS_MISSING),
                row(
                        "a user, and no password",
                        submission().upgraded().plain(ALICE, "").quits(),
                        Cause.LOGIN_MISSING),
                row(
                        "no login listed, left",
                        on(plain, "smtp").greeted().says("EHLO client").quits(),
                        Cause.LOGIN_NOT_OFFERED),
                row(
                        "login listed only inside TLS, left",
                        on(new Stage().client("submission", Security.NONE), "submission")
                                .greeted()
                                .says("EHLO client")
                                .quits(),
                        Cause.LOGIN_NEEDS_TLS),
                row(
                        "no common way to log in listed, left",
                        on(plain, "smtp")
                                .greeted()
                                .says("EHLO client", "250 mail.example.test\n250 AUTH GSSAPI NTLM")
                                .quits(),
                        Cause.MECHANISM_NOT_SHARED),
                row(
                        "STARTTLS hidden, went on",
                        on(hidden, "submission")
                                .greeted()
                                .says("EHLO client")
                                .mail(BOB)
                                .quits(),
                        Cause.STARTTLS_MISSING,
                        Cause.LOGIN_NOT_OFFERED),
                row(
                        "STARTTLS hidden, left",
                        on(hidden, "submission").greeted().says("EHLO client").quits(),
                        Cause.STARTTLS_MISSING),
                row(
                        "relays for nobody",
                        on(nobody, "submission").upgraded().mail(BOB).quits(),
                        Cause.RECIPIENT_REFUSED,
                        Cause.HOST_OUTDATED),
                row(
                        "logged in, and no relaying",
                        on(nobody, "submission").loggedIn().mail(BOB).quits(),
                        Cause.RECIPIENT_REFUSED,
                        Cause.ACCOUNT_BLOCKED,
                        Cause.HOST_OUTDATED),
                row(
                        "former password",
                        submission().upgraded().plain(ALICE, "old-horse").quits(),
                        Cause.PASSWORD_STALE),
                row("wrong password", submission().upgraded().plain(ALICE, "x").quits(), Cause.CREDENTIALS_WRONG),
                row("unknown user", submission().upgraded().plain("eve", "x").quits(), Cause.CREDENTIALS_WRONG),
                row("blank login", submission().upgraded().plain("", "").quits(), Cause.LOGIN_MISSING),
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

    static Stream<Arguments> ports() {
        Stage imap = new Stage().service("submission", 587, Service.IMAP);
        Stage silent = new Stage().service("submission", 587, Service.SILENT);
        Stage noTls = new Stage().client("submissions", Security.NONE);
        Stage tls = new Stage().client("submissions", Security.TLS);
        return Stream.of(
                row("IMAP", on(imap, "submission").closes(How.CLIENT_CLOSED).tape(), Cause.WRONG_SERVICE),
                row(
                        "silence",
                        on(silent, "submission").closes(How.CLIENT_CLOSED).tape(),
                        Cause.WRONG_SERVICE,
                        Cause.PLAIN_ON_TLS_PORT,
                        Cause.PORT_FILTERED),
                row(
                        "TLS on a plain port",
                        submission()
                                .greeted()
                                .shakesHands()
                                .closes(How.CLIENT_CLOSED)
                                .tape(),
                        Cause.TLS_ON_PLAIN_PORT),
                row(
                        "plaintext on a TLS port",
                        on(tls, "submissions")
                                .tlsFails(null, "plaintext came instead of a TLS handshake: EHLO client")
                                .tape(),
                        Cause.PLAIN_ON_TLS_PORT),
                row(
                        "no octet on a TLS port",
                        on(noTls, "submissions").closes(How.CLIENT_CLOSED).tape(),
                        Cause.PLAIN_ON_TLS_PORT),
                row(
                        "no octet on a TLS port, broken off",
                        on(noTls, "submissions")
                                .tlsFails(null, "the connection ended in the handshake")
                                .tape(),
                        Cause.PLAIN_ON_TLS_PORT),
                row(
                        "idle on a TLS port",
                        on(tls, "submissions").closes(How.IDLE).tape(),
                        Cause.PLAIN_ON_TLS_PORT));
    }

    static Stream<Arguments> deliveries() {
        Stage limited = new Stage()
                .listener("submission", 587, Security.STARTTLS, policy(Relay.AUTHENTICATED, RequireTls.FOR_AUTH, true));
        return Stream.of(
                row("delivered", submission().loggedIn().mail(BOB).delivers().quits(), Cause.NONE),
                row(
                        "delivered, cut at QUIT",
                        submission()
                                .loggedIn()
                                .mail(BOB)
                                .delivers()
                                .unanswered("QUIT")
                                .fault(Moment.QUIT, "cut")
                                .closes(How.SERVER_CUT)
                                .tape(),
                        Cause.NONE),
                row(
                        "delivered, then idle",
                        submission()
                                .loggedIn()
                                .mail(BOB)
                                .delivers()
                                .closes(How.IDLE)
                                .tape(),
                        Cause.NONE),
                row(
                        "refused, logged in, delivered",
                        submission()
                                .upgraded()
                                .mail(BOB)
                                .says("RSET")
                                .plain(ALICE, "correct-horse")
                                .mail(BOB)
                                .delivers()
                                .quits(),
                        Cause.NONE),
                row(
                        "delivered, then refused",
                        submission()
                                .loggedIn()
                                .mail(BOB)
                                .delivers()
                                .says("MAIL FROM:<" + ALICE + ">", Refusal.RATE_LIMITED)
                                .quits(),
                        Cause.LIMIT),
                row(
                        "one of two recipients refused, delivered to the other",
                        submission()
                                .loggedIn()
                                .mail(BOB, "nobody@example.test")
                                .delivers()
                                .quits(),
                        Cause.SOME_RECIPIENTS_REFUSED),
                row(
                        "one of two recipients refused, given up",
                        submission()
                                .loggedIn()
                                .mail(BOB, "nobody@example.test")
                                .says("RSET")
                                .quits(),
                        Cause.SOME_RECIPIENTS_REFUSED),
                row(
                        "one too many, sent in a second transaction",
                        on(limited, "submission")
                                .loggedIn()
                                .mail(BOB, "b@partner.test", "c@partner.test")
                                .delivers()
                                .mail("c@partner.test")
                                .delivers()
                                .quits(),
                        Cause.NONE),
                row(
                        "one too many",
                        on(limited, "submission")
                                .loggedIn()
                                .mail(BOB, "b@partner.test", "c@partner.test")
                                .delivers()
                                .quits(),
                        Cause.LIMIT,
                        Cause.SOME_RECIPIENTS_REFUSED),
                row(
                        "no login, one recipient local",
                        submission().upgraded().mail(ALICE, BOB).delivers().quits(),
                        Cause.LOGIN_MISSING,
                        Cause.SOME_RECIPIENTS_REFUSED),
                row(
                        "message refused, clock wrong",
                        on(new Stage().clock(Duration.ofDays(-20)), "submission")
                                .loggedIn()
                                .mail(BOB)
                                .says("DATA")
                                .content()
                                .answered(Refusal.CONTENT_REFUSED)
                                .quits(),
                        Cause.CLOCK_WRONG,
                        Cause.CONTENT_REFUSED),
                row(
                        "one recipient refused, then the message",
                        submission()
                                .loggedIn()
                                .mail(BOB, "nobody@example.test")
                                .says("DATA")
                                .content()
                                .answered(Refusal.CONTENT_REFUSED)
                                .quits(),
                        Cause.CONTENT_REFUSED),
                row(
                        "reply lost",
                        submission()
                                .loggedIn()
                                .mail(BOB)
                                .says("DATA")
                                .content()
                                .taken()
                                .fault(Moment.END_OF_DATA, "close")
                                .closes(How.SERVER_CLOSED)
                                .tape(),
                        Cause.REPLY_LOST),
                row(
                        "reply never comes",
                        submission()
                                .loggedIn()
                                .mail(BOB)
                                .says("DATA")
                                .content()
                                .taken()
                                .fault(Moment.END_OF_DATA, "stall")
                                .tape(),
                        Cause.REPLY_LOST),
                row(
                        "reset behind the reply",
                        submission()
                                .loggedIn()
                                .mail(BOB)
                                .delivers()
                                .fault(Moment.END_OF_DATA, "reset")
                                .closes(How.SERVER_RESET)
                                .tape(),
                        Cause.REPLY_LOST),
                row(
                        "taken, and told otherwise",
                        submission()
                                .loggedIn()
                                .mail(BOB)
                                .says("DATA")
                                .content()
                                .taken()
                                .answered("451 4.3.0 try again")
                                .quits(),
                        Cause.REPLY_LOST),
                row(
                        "late reply not awaited",
                        submission()
                                .loggedIn()
                                .mail(BOB)
                                .says("DATA")
                                .content()
                                .taken()
                                .fault(Moment.END_OF_DATA, "pause")
                                .waits(Duration.ofSeconds(30))
                                .closes(How.CLIENT_CLOSED)
                                .tape(),
                        Cause.CLIENT_TIMEOUT,
                        Cause.REPLY_LOST),
                row(
                        "mail lost",
                        submission()
                                .loggedIn()
                                .mail(BOB)
                                .says("DATA")
                                .content()
                                .answered("250 2.0.0 OK")
                                .quits(),
                        Cause.MAIL_LOST));
    }

    static Stream<Arguments> refusals() {
        Stage limited = new Stage()
                .listener("submission", 587, Security.STARTTLS, policy(Relay.AUTHENTICATED, RequireTls.FOR_AUTH, true));
        return Stream.of(
                row("421 at connect", submission().greeted("421 busy").tape(), Cause.SERVER_BUSY, Cause.LIMIT),
                row(
                        "550 at connect, policy",
                        submission().greeted("550 5.7.0 Blocked").quits(),
                        Cause.ADDRESS_BLOCKED,
                        Cause.HOST_OUTDATED),
                row(
                        "554 at connect",
                        submission().greeted("554 no mail here").quits(),
                        Cause.HOST_OUTDATED,
                        Cause.ADDRESS_BLOCKED),
                row(
                        "EHLO and HELO refused",
                        submission()
                                .greeted()
                                .says("EHLO client", "550 no")
                                .says("HELO client", "550 no")
                                .quits(),
                        Cause.HELO_REFUSED,
                        Cause.ADDRESS_BLOCKED),
                row(
                        "STARTTLS refused",
                        submission()
                                .greeted()
                                .says("EHLO client")
                                .says("STARTTLS", Refusal.TLS_UNAVAILABLE)
                                .quits(),
                        Cause.SERVER_BUSY,
                        Cause.STARTTLS_MISSING),
                row(
                        "sender of another",
                        on(limited, "submission")
                                .loggedIn()
                                .says("MAIL FROM:<eve@example.test>")
                                .quits(),
                        Cause.SENDER_REFUSED),
                row(
                        "MAIL 550",
                        submission()
                                .loggedIn()
                                .says("MAIL FROM:<" + ALICE + ">", "550 not allowed")
                                .quits(),
                        Cause.SENDER_REFUSED,
                        Cause.LIMIT),
                row(
                        "MAIL 552",
                        submission()
                                .loggedIn()
                                .says("MAIL FROM:<" + ALICE + ">", "552 too big")
                                .quits(),
                        Cause.TOO_LARGE,
                        Cause.LIMIT),
                row(
                        "MAIL 550 5.4.5",
                        submission()
                                .loggedIn()
                                .says("MAIL FROM:<" + ALICE + ">", "550 5.4.5 Daily limit")
                                .quits(),
                        Cause.LIMIT),
                row(
                        "MAIL malformed",
                        submission().loggedIn().says("MAIL FROM:alice").quits(),
                        Cause.SENDER_REFUSED,
                        Cause.CLIENT_BREACH),
                row(
                        "RCPT before MAIL",
                        submission().loggedIn().says("RCPT TO:<" + BOB + ">").quits(),
                        Cause.CLIENT_BREACH),
                row(
                        "unknown recipient",
                        submission().loggedIn().mail("nobody@example.test").quits(),
                        Cause.RECIPIENT_REFUSED),
                row(
                        "RCPT 550 by a rule, no login",
                        submission()
                                .upgraded()
                                .says("MAIL FROM:<" + ALICE + ">")
                                .says("RCPT TO:<" + BOB + ">", "550 relay not permitted")
                                .quits(),
                        Cause.RECIPIENT_REFUSED,
                        Cause.LOGIN_MISSING),
                row(
                        "RCPT 450 by a rule",
                        submission()
                                .loggedIn()
                                .says("MAIL FROM:<" + ALICE + ">")
                                .says("RCPT TO:<" + BOB + ">", "450 4.7.1 later")
                                .quits(),
                        Cause.SERVER_BUSY,
                        Cause.GREYLISTED),
                row(
                        "greylisted",
                        submission()
                                .loggedIn()
                                .says("MAIL FROM:<" + ALICE + ">")
                                .says("RCPT TO:<" + BOB + ">", Refusal.GREYLISTED)
                                .quits(),
                        Cause.GREYLISTED),
                row(
                        "message 550",
                        submission()
                                .loggedIn()
                                .mail(BOB)
                                .says("DATA")
                                .content()
                                .answered("550 5.7.60 not allowed to send as this sender")
                                .quits(),
                        Cause.CONTENT_REFUSED,
                        Cause.SENDER_REFUSED),
                row(
                        "message 451",
                        submission()
                                .loggedIn()
                                .mail(BOB)
                                .says("DATA")
                                .content()
                                .answered("451 later")
                                .quits(),
                        Cause.SERVER_BUSY,
                        Cause.LIMIT),
                row(
                        "421 in the middle",
                        submission()
                                .loggedIn()
                                .mail(BOB)
                                .says("NOOP", "421 closing")
                                .closes(How.SERVER_CLOSED)
                                .tape(),
                        Cause.SERVER_BUSY),
                row(
                        "words without a code",
                        submission()
                                .loggedIn()
                                .unanswered("MAIL FROM:<" + ALICE + ">")
                                .fault(Moment.MAIL, "send 13 octets")
                                .closes(How.CLIENT_CLOSED)
                                .tape(),
                        Cause.ODD_REPLY),
                row(
                        "two codes in one reply",
                        submission()
                                .loggedIn()
                                .says("MAIL FROM:<" + ALICE + ">", "250 one\n550 two")
                                .quits(),
                        Cause.ODD_REPLY),
                row(
                        "yes, oddly",
                        submission()
                                .loggedIn()
                                .says("MAIL FROM:<" + ALICE + ">")
                                .says("RCPT TO:<" + BOB + ">", "252 perhaps")
                                .closes(How.CLIENT_CLOSED)
                                .tape(),
                        Cause.ODD_REPLY));
    }

    static Stream<Arguments> connections() {
        return Stream.of(
                row(
                        "reset at connect",
                        submission()
                                .fault(Moment.CONNECT, "reset")
                                .closes(How.SERVER_RESET)
                                .tape(),
                        Cause.CONNECTION_LOST),
                row(
                        "cut at RCPT",
                        submission()
                                .loggedIn()
                                .says("MAIL FROM:<" + ALICE + ">")
                                .unanswered("RCPT TO:<" + BOB + ">")
                                .fault(Moment.RCPT, "cut")
                                .closes(How.SERVER_CUT)
                                .tape(),
                        Cause.CONNECTION_LOST),
                row(
                        "stalled at MAIL, client still there",
                        submission()
                                .loggedIn()
                                .unanswered("MAIL FROM:<" + ALICE + ">")
                                .fault(Moment.MAIL, "stall")
                                .tape(),
                        Cause.CONNECTION_LOST,
                        Cause.CLIENT_TIMEOUT),
                row(
                        "late answer not awaited",
                        submission()
                                .loggedIn()
                                .unanswered("MAIL FROM:<" + ALICE + ">")
                                .fault(Moment.MAIL, "pause")
                                .closes(How.CLIENT_CLOSED)
                                .tape(),
                        Cause.CLIENT_TIMEOUT,
                        Cause.CONNECTION_LOST),
                row(
                        "idle in a transaction",
                        submission().loggedIn().mail(BOB).closes(How.IDLE).tape(),
                        Cause.CONNECTION_LOST),
                row(
                        "delivered, second mail lost",
                        submission()
                                .loggedIn()
                                .mail(BOB)
                                .delivers()
                                .mail(BOB)
                                .closes(How.SERVER_RESET)
                                .tape(),
                        Cause.CONNECTION_LOST),
                row(
                        "left in a transaction",
                        submission()
                                .loggedIn()
                                .mail(BOB)
                                .closes(How.CLIENT_CLOSED)
                                .tape(),
                        Cause.CONNECTION_LOST,
                        Cause.CLIENT_TIMEOUT,
                        Cause.CLIENT_BREACH));
    }

    static Stream<Arguments> withoutOutcome() {
        return Stream.of(
                Arguments.of(Named.of("connect and QUIT", submission().greeted().quits())),
                Arguments.of(Named.of(
                        "port probe",
                        submission().greeted().closes(How.CLIENT_CLOSED).tape())),
                Arguments.of(Named.of(
                        "port probe where TLS is due",
                        on(new Stage().client("submissions", Security.TLS), "submissions")
                                .closes(How.CLIENT_CLOSED)
                                .tape())),
                Arguments.of(Named.of("login tested", submission().loggedIn().quits())),
                Arguments.of(Named.of(
                        "address verified",
                        submission().loggedIn().mail(BOB).says("RSET").quits())),
                Arguments.of(
                        Named.of("going on", submission().loggedIn().mail(BOB).tape())),
                Arguments.of(Named.of(
                        "idle",
                        submission()
                                .greeted()
                                .says("EHLO client")
                                .closes(How.IDLE)
                                .tape())));
    }

    @ParameterizedTest
    @MethodSource
    void withoutOutcome(Tape tape) {
        assertThat(tape.ofLastSession()).isEmpty();
        assertThat(tape.diagnosis().cause()).isEqualTo(Cause.NO_SESSION);
        assertThat(tape.diagnosis().explanation()).contains("1 session").contains("port 2587");
    }

    @ParameterizedTest
    @EnumSource
    void everyRefusalHasACause(Refusal refusal) {
        Diagnosis diagnosis = submission()
                .loggedIn()
                .says("MAIL FROM:<" + ALICE + ">", refusal)
                .quits()
                .diagnosis();

        assertThat(diagnosis.cause()).isNotIn(Cause.NONE, Cause.NO_SESSION, Cause.CONNECTION_LOST);
        assertThat(diagnosis.explanation()).contains(refusal.id());
    }

    @Test
    void newestOutcomeDecides() {
        Tape tape = new Tape(new Stage());
        tape.session("submission").upgraded().mail(BOB).quits();
        tape.session("submission").loggedIn().mail(BOB).delivers().quits();
        tape.session("submission").greeted().quits();

        assertThat(tape.diagnosis().cause()).isEqualTo(Cause.NONE);
    }

    @Test
    void whatWasBeforeTheRemedyIsHistory() {
        Tape tape = new Tape(new Stage());
        tape.session("submission").upgraded().mail(BOB).quits();
        tape.enters(Phase.FIXED);

        assertThat(tape.diagnosis().cause()).isEqualTo(Cause.NO_SESSION);
    }

    @Test
    void connectionThatOutlivesTheRemedyIsReadOn() {
        Tape tape = new Tape(new Stage());
        Talk kept = tape.session("submission").upgraded().mail(BOB).says("RSET");
        tape.enters(Phase.FIXED);

        assertThat(tape.diagnosis().cause()).isEqualTo(Cause.NO_SESSION);
        kept.mail(BOB);
        assertThat(tape.diagnosis().cause()).isEqualTo(Cause.LOGIN_MISSING);
        kept.says("RSET").plain(ALICE, "correct-horse").mail(BOB).delivers().quits();
        assertThat(tape.diagnosis().cause()).isEqualTo(Cause.NONE);
    }

    @Test
    void scenarioLendsItsWordsToTheCauseThatItTells() {
        Diagnosis told = on(new Stage().tells(Cause.LOGIN_MISSING), "submission")
                .upgraded()
                .mail(BOB)
                .quits()
                .diagnosis();

        assertThat(told.remedy()).isEqualTo("The story's remedy.");
        assertThat(told.seen()).containsEntry("Apple Mail", "Cannot Send Mail\n");
    }

    @Test
    void scenarioDoesNotDecideTheCause() {
        Diagnosis found = on(new Stage().tells(Cause.LOGIN_MISSING), "submission")
                .upgraded()
                .plain(ALICE, "old-horse")
                .quits()
                .diagnosis();

        assertThat(found.cause()).isEqualTo(Cause.PASSWORD_STALE);
        assertThat(found.remedy()).isEqualTo(Cause.PASSWORD_STALE.remedy());
        assertThat(found.seen()).isEqualTo(Map.of());
    }

    static Stream<Arguments> nobodyCame() {
        return Stream.of(
                Arguments.of(new Stage(), Cause.NO_SESSION),
                Arguments.of(new Stage().client("old", Security.STARTTLS), Cause.PORT_CLOSED),
                Arguments.of(new Stage().typed(null, 26), Cause.PORT_CLOSED),
                Arguments.of(new Stage().typed(null, 5870), Cause.PORT_CLOSED),
                Arguments.of(new Stage().typed(null, 465), Cause.NO_SESSION),
                Arguments.of(new Stage().service("submission", 587, Service.IGNORE), Cause.PORT_FILTERED),
                Arguments.of(new Stage().service("submission", 587, Service.SILENT), Cause.NO_SESSION),
                Arguments.of(new Stage().typed("old.example.test", null), Cause.HOST_UNKNOWN),
                Arguments.of(new Stage().typed("127.0.0.1", null), Cause.NO_SESSION));
    }

    @ParameterizedTest
    @MethodSource
    void nobodyCame(Stage stage, Cause cause) {
        Diagnosis diagnosis = new Tape(stage).diagnosis();

        assertThat(diagnosis.cause()).isEqualTo(cause);
        assertThat(diagnosis.evidence()).isEmpty();
    }

    @Test
    void whoCameKnewTheHost() {
        Tape tape = on(new Stage().typed("mail.example.test", null), "submission")
                .greeted()
                .quits();

        assertThat(tape.diagnosis().cause()).isEqualTo(Cause.NO_SESSION);
    }
}
