package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import java.util.List;

/** A command came before the answer to the one before it, and PIPELINING was not offered. */
final class PipelinedWithoutOffer extends Duty {
    PipelinedWithoutOffer() {
        super(new Kind(
                "pipelined-without-offer",
                Severity.BREACH,
                "does not wait for the reply, though the server does not offer PIPELINING",
                "RFC 5321 §4.3.1, RFC 2920 §3.1",
                "waits for each reply unless the reply to EHLO lists PIPELINING"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Dialogue dialogue : history.dialogues()) {
            List<Turn> early = dialogue.turns().stream()
                    .filter(turn -> turn.overtakes()
                            && turn.before() != null
                            && !turn.before().standing().offers("PIPELINING"))
                    .toList();
            if (!early.isEmpty()) {
                Turn first = early.get(0);
                found.add(finding(
                        "the client said \"" + first.line()
                                + "\" without waiting for the reply to what it had said before",
                        first.before() == null ? first.withReply() : Evidence.of(first.before(), first)));
            }
        }
    }
}
