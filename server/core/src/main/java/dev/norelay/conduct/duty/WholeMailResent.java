package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import dev.norelay.journal.Entry;
import java.util.ArrayList;
import java.util.List;

/** Some recipients were accepted and got the message, and the client began anew with all of them. */
final class WholeMailResent extends Duty {
    WholeMailResent() {
        super(
                new Kind(
                        "whole-mail-resent",
                        Severity.BREACH,
                        "sends a mail again to those who have it, since another recipient was refused",
                        "RFC 5321 §4.2.5, RFC 5322 §3.6.4",
                        "takes the 250 behind the message for all recipients that were accepted, and has only the others left"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Resent.Again again : Resent.acknowledged(history)) {
            List<Turn> refused =
                    again.first().rcpts().stream().filter(rcpt -> rcpt.hears(5)).toList();
            if (!refused.isEmpty()) {
                List<Entry> evidence = new ArrayList<>(refused.get(0).withReply());
                evidence.addAll(again.evidence());
                found.add(finding(
                        "after <" + Mailing.path(refused.get(0))
                                + "> had been refused the whole mail was sent again, also to " + again.who()
                                + " who had it",
                        evidence));
            }
        }
    }
}
