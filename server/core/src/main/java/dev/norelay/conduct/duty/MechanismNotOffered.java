package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import java.util.List;

/** AUTH was said with a mechanism that the reply to EHLO does not list. */
final class MechanismNotOffered extends Duty {
    MechanismNotOffered() {
        super(
                new Kind(
                        "mechanism-not-offered",
                        Severity.DOUBTFUL,
                        "logs in by a mechanism that the server does not offer",
                        "RFC 4954 §3, §4",
                        "chooses among the mechanisms that stand behind AUTH in the reply to EHLO, and says so where it knows none of them"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Dialogue dialogue : history.dialogues()) {
            for (Login login : dialogue.logins()) {
                Standing standing = login.begun().standing();
                if (standing.offer() != null && !standing.parameters("AUTH").contains(login.mechanism())) {
                    found.add(finding(
                            "the client said \"" + login.begun().line() + "\", and the server offers no such mechanism",
                            Evidence.of(standing.offer(), List.of(login.begun()))));
                }
            }
        }
    }
}
