package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import dev.norelay.journal.Event;
import dev.norelay.smtp.Command;
import java.util.List;

/**
 * A line of the message began with a single dot and more behind it; or what came with the message, behind the dot that
 * ended it, is no command, and so was its rest.
 */
final class DotsNotStuffed extends Duty {
    DotsNotStuffed() {
        super(new Kind(
                "dots-not-stuffed",
                Severity.BREACH,
                "does not double the dot at the beginning of a line",
                "RFC 5321 §4.5.2",
                "puts one more dot before each line of the message that begins with one, since the server takes one away, and"
                        + " takes a dot that stands alone for the end"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Mailing mailing : history.mailings()) {
            mailing.content()
                    .filter(turn -> turn.content()
                            .filter(Event.ContentReceived::unstuffedDot)
                            .isPresent())
                    .ifPresent(turn -> found.add(
                            finding("the message has a line that begins with a single dot", turn.withReply())));
        }
        history.turns()
                .filter(turn -> turn.pipelined() && isNoCommand(turn) && isBehindMessage(turn))
                .forEach(turn -> found.add(finding(
                        "what came with the message, behind its line with a single dot, is no command: so it was text",
                        Evidence.of(turn.before(), turn))));
    }

    private static boolean isNoCommand(Turn turn) {
        return turn.is(Command.Unrecognized.class) || turn.is(Command.Malformed.class);
    }

    private static boolean isBehindMessage(Turn turn) {
        return turn.before() != null && turn.before().content().isPresent();
    }
}
