package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.ReplyCode;
import java.util.ArrayList;
import java.util.List;

/** The server had answered, nothing was wrong with the connection, and the client closed it. Why, no journal tells. */
final class NoQuit extends Duty {
    NoQuit() {
        super(new Kind(
                "no-quit",
                Severity.DOUBTFUL,
                "leaves without QUIT",
                "RFC 5321 §4.1.1.10",
                "says QUIT and waits for the reply, also behind a refusal"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Dialogue dialogue : history.dialogues()) {
            List<Turn> turns = dialogue.turns();
            Turn end = turns.isEmpty() ? null : turns.get(turns.size() - 1);
            boolean left = dialogue.session()
                    .closed()
                    .filter(Event.How.CLIENT_CLOSED::equals)
                    .isPresent();
            if (left && end != null && hadNoReason(end)) {
                List<Entry> evidence = new ArrayList<>(end.withReply());
                dialogue.closed().ifPresent(evidence::add);
                found.add(finding("the client closed the connection without QUIT", evidence));
            }
        }
    }

    /** Whether the client had its answer, and no reason to run away: no fault, no shutdown, no TLS that failed. */
    private static boolean hadNoReason(Turn end) {
        int code = end.code();
        boolean answered = (end.hears(2) || end.hears(3) || end.hears(4) || end.hears(5)) && !end.isSpoilt();
        return answered
                && code != ReplyCode.SERVICE_NOT_AVAILABLE_421
                && !end.is(Command.Quit.class)
                && !(end.is(Command.StartTls.class) && code == ReplyCode.SERVICE_READY_220);
    }
}
