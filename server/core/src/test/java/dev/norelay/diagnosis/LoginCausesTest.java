package dev.norelay.diagnosis;

import static dev.norelay.diagnosis.Outcomes.ALICE;
import static dev.norelay.diagnosis.Outcomes.BOB;
import static dev.norelay.diagnosis.Outcomes.assertFound;
import static dev.norelay.diagnosis.Outcomes.on;
import static dev.norelay.diagnosis.Outcomes.row;
import static dev.norelay.diagnosis.Outcomes.submission;
import static dev.norelay.diagnosis.Stage.policy;

import dev.norelay.scenario.Cause;
import dev.norelay.session.Policy.Relay;
import dev.norelay.session.Policy.RequireTls;
import dev.norelay.session.Security;
import dev.norelay.smtp.Refusal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No login, or none that the server takes. */
class LoginCausesTest {

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"offers", "relaying"})
    void findsTheCause(Tape tape, Cause cause, List<Cause> alternatives) {
        assertFound(tape, cause, alternatives);
    }

    static Stream<Arguments> offers() {
        Stage plain = new Stage().client("smtp", Security.NONE);
        Stage company = new Stage()
                .listener("submission", 587, Security.STARTTLS, policy(Relay.AUTHENTICATED, RequireTls.NEVER, false))
                .offers("AUTH GSSAPI NTLM");
        Stage hidden = new Stage().hides("STARTTLS");
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
                        "none of the common ways to log in, tried all the same",
                        on(company, "submission").upgraded().says("AUTH NTLM").quits(),
                        Cause.MECHANISM_NOT_SHARED,
                        Cause.LOGIN_NOT_OFFERED),
                row(
                        "none of the common ways to log in, went on without",
                        on(company, "submission").upgraded().mail(BOB).quits(),
                        Cause.MECHANISM_NOT_SHARED,
                        Cause.LOGIN_MISSING),
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
                        Cause.STARTTLS_MISSING));
    }

    static Stream<Arguments> relaying() {
        Stage nobody = new Stage()
                .listener("submission", 587, Security.STARTTLS, policy(Relay.NOBODY, RequireTls.FOR_AUTH, true));
        return Stream.of(
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
                        Cause.HOST_OUTDATED));
    }
}
