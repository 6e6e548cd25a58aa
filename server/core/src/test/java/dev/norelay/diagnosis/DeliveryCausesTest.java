package dev.norelay.diagnosis;

import static dev.norelay.diagnosis.Outcomes.ALICE;
import static dev.norelay.diagnosis.Outcomes.BOB;
import static dev.norelay.diagnosis.Outcomes.assertFound;
import static dev.norelay.diagnosis.Outcomes.on;
import static dev.norelay.diagnosis.Outcomes.row;
import static dev.norelay.diagnosis.Outcomes.submission;
import static dev.norelay.diagnosis.Stage.policy;

import dev.norelay.journal.Event.How;
import dev.norelay.scenario.Cause;
import dev.norelay.session.Policy.Relay;
import dev.norelay.session.Policy.RequireTls;
import dev.norelay.session.Security;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What became of a message, and what the client was told of it. */
class DeliveryCausesTest {

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("deliveries")
    void findsTheCause(Tape tape, Cause cause, List<Cause> alternatives) {
        assertFound(tape, cause, alternatives);
    }

    static Stream<Arguments> deliveries() {
        Stage limited = new Stage()
                .listener("submission", 587, Security.STARTTLS, policy(Relay.AUTHENTICATED, RequireTls.FOR_AUTH, true));
        return Stream.of(
                row("delivered", submission().loggedIn().mail(BOB).delivers().quits(), Cause.NONE),
                row(
                        "too large, which the client saw by itself",
                        on(new Stage().mailOf(20_000_000), "submission")
                                .loggedIn()
                                .quits(),
                        Cause.TOO_LARGE,
                        Cause.NO_SESSION),
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
}
