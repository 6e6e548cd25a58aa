package dev.norelay.diagnosis;

import static dev.norelay.diagnosis.Outcomes.ALICE;
import static dev.norelay.diagnosis.Outcomes.BOB;
import static dev.norelay.diagnosis.Outcomes.assertFound;
import static dev.norelay.diagnosis.Outcomes.on;
import static dev.norelay.diagnosis.Outcomes.row;
import static dev.norelay.diagnosis.Outcomes.submission;
import static dev.norelay.diagnosis.Stage.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.journal.Event.How;
import dev.norelay.scenario.Cause;
import dev.norelay.session.Policy.Relay;
import dev.norelay.session.Policy.RequireTls;
import dev.norelay.session.Security;
import dev.norelay.smtp.Refusal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the server refuses, at each moment. */
class RefusalCausesTest {

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"sessions", "senders", "recipients", "messages"})
    void findsTheCause(Tape tape, Cause cause, List<Cause> alternatives) {
        assertFound(tape, cause, alternatives);
    }

    static Stream<Arguments> sessions() {
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
                        Cause.STARTTLS_MISSING));
    }

    static Stream<Arguments> senders() {
        Stage limited = new Stage()
                .listener("submission", 587, Security.STARTTLS, policy(Relay.AUTHENTICATED, RequireTls.FOR_AUTH, true));
        return Stream.of(
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
                        Cause.CLIENT_BREACH));
    }

    static Stream<Arguments> recipients() {
        return Stream.of(
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
                        Cause.GREYLISTED));
    }

    static Stream<Arguments> messages() {
        return Stream.of(
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
                        Cause.SERVER_BUSY));
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
}
