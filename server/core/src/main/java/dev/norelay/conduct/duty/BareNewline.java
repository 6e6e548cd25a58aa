package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import dev.norelay.journal.Event;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.SyntaxError;
import java.util.List;

/** A CR or LF stood alone in a message or a command. */
final class BareNewline extends Duty {
    BareNewline() {
        super(new Kind(
                "bare-newline",
                Severity.BREACH,
                "ends lines with a bare CR or LF",
                "RFC 5321 §2.3.8",
                "sends CR and LF only together, at the end of a line, whatever the text that it was given has"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Mailing mailing : history.mailings()) {
            mailing.content()
                    .filter(turn -> mailing.isInLines()
                            && turn.content()
                                    .filter(Event.ContentReceived::bareNewline)
                                    .isPresent())
                    .ifPresent(turn ->
                            found.add(finding("the message has a CR or LF that stands alone", turn.withReply())));
        }
        history.turns()
                .filter(turn -> turn.as(Command.Malformed.class)
                        .filter(wrong -> wrong.error() == SyntaxError.BARE_NEWLINE)
                        .isPresent())
                .forEach(turn -> found.add(finding("a command has a CR or LF that stands alone", turn.withReply())));
    }
}
