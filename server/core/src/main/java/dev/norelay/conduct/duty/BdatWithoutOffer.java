package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import dev.norelay.smtp.Command;
import java.util.List;

/** BDAT was said, and the reply to EHLO does not list CHUNKING. */
final class BdatWithoutOffer extends Duty {
    BdatWithoutOffer() {
        super(new Kind(
                "bdat-without-offer",
                Severity.DOUBTFUL,
                "sends chunks though the server does not offer CHUNKING",
                "RFC 3030 §2, RFC 5321 §2.2.1",
                "uses DATA unless the reply to EHLO lists CHUNKING"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Dialogue dialogue : history.dialogues()) {
            dialogue.turns().stream()
                    .filter(turn -> turn.is(Command.Bdat.class)
                            && turn.standing().offer() != null
                            && !turn.standing().offers("CHUNKING"))
                    .findFirst()
                    .ifPresent(turn -> found.add(finding(
                            "the client said \"" + turn.line() + "\", and the server does not offer CHUNKING",
                            Evidence.of(turn.standing().offer(), List.of(turn)))));
        }
    }
}
