package dev.norelay.diagnosis;

import static dev.norelay.diagnosis.Outcomes.ALICE;
import static dev.norelay.diagnosis.Outcomes.BOB;
import static dev.norelay.diagnosis.Outcomes.assertFound;
import static dev.norelay.diagnosis.Outcomes.row;
import static dev.norelay.diagnosis.Outcomes.submission;

import dev.norelay.journal.Event.How;
import dev.norelay.scenario.Cause;
import dev.norelay.smtp.Moment;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How a session went on or ended, where nothing was refused. */
class ConnectionCausesTest {

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"endings", "oddReplies"})
    void findsTheCause(Tape tape, Cause cause, List<Cause> alternatives) {
        assertFound(tape, cause, alternatives);
    }

    static Stream<Arguments> endings() {
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

    static Stream<Arguments> oddReplies() {
        return Stream.of(
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
                        "words without a code, and QUIT",
                        submission()
                                .loggedIn()
                                .unanswered("MAIL FROM:<" + ALICE + ">")
                                .fault(Moment.MAIL, "send 13 octets")
                                .quits(),
                        Cause.ODD_REPLY),
                row(
                        "words without a code, taken for a reply",
                        submission()
                                .loggedIn()
                                .unanswered("MAIL FROM:<" + ALICE + ">")
                                .fault(Moment.MAIL, "send 13 octets")
                                .says("RCPT TO:<" + BOB + ">")
                                .closes(How.CLIENT_CLOSED)
                                .tape(),
                        Cause.ODD_REPLY,
                        Cause.CLIENT_BREACH),
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
}
