package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import java.util.List;

/** The same Message-ID was taken twice for the same recipient, and the client had heard the first yes. */
final class AcknowledgedMailResent extends Duty {
    AcknowledgedMailResent() {
        super(
                new Kind(
                        "acknowledged-mail-resent",
                        Severity.BREACH,
                        "sends a mail again though the server had said that it has it",
                        "RFC 5321 §4.2.5, RFC 5322 §3.6.4",
                        "is done with a mail when the reply behind the message is 250; a new mail has a Message-ID of its own"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Resent.Again again : Resent.acknowledged(history)) {
            if (again.first().rcpts().stream().noneMatch(rcpt -> rcpt.hears(5))) {
                found.add(finding(
                        again.who() + " had the mail, the client had heard so, and it was sent again",
                        again.evidence()));
            }
        }
    }
}
