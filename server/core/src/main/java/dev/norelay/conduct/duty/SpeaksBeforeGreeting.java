package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import dev.norelay.smtp.Command;
import java.util.List;

/** The first command was here before the greeting left. */
final class SpeaksBeforeGreeting extends Duty {
    SpeaksBeforeGreeting() {
        super(new Kind(
                "speaks-before-greeting",
                Severity.DOUBTFUL,
                "speaks before it is greeted",
                "RFC 5321 §4.3.1",
                "waits for the 220 before it says EHLO; spammers do not, and servers tell them by that"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Dialogue dialogue : history.dialogues()) {
            dialogue.turns().stream()
                    .limit(1)
                    .filter(SpeaksBeforeGreeting::isEarly)
                    .forEach(turn -> found.add(finding(
                            "the client said \"" + turn.line() + "\" before it was greeted",
                            dialogue.opened(),
                            turn.said())));
        }
    }

    /** QUIT may come from who has waited long enough. */
    private static boolean isEarly(Turn first) {
        return first.pipelined() && !first.is(Command.Quit.class);
    }
}
