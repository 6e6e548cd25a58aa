package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import java.time.Duration;
import java.util.List;

/** User and password were refused, and came again by the same mechanism. */
final class SameWrongPasswordRetried extends Duty {
    /** A person may have thought about it meanwhile. */
    private static final Duration SOON = Duration.ofMinutes(30);

    SameWrongPasswordRetried() {
        super(
                new Kind(
                        "same-wrong-password-retried",
                        Severity.DOUBTFUL,
                        "tries a password again that was just refused",
                        "RFC 4954 §6, §9",
                        "asks the person for the password after a 535, since servers lock accounts out after a few wrong ones"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        Repeats repeats = new Repeats(history, SOON);
        for (Dialogue dialogue : history.dialogues()) {
            for (Login login : dialogue.logins()) {
                login.credentials()
                        .ifPresent(typed -> repeats.look(
                                login.end(),
                                List.of(dialogue.listener(), login.mechanism(), typed),
                                dialogue.opened(),
                                login.end().hears(5)));
            }
        }
        for (Repeats.Repeat repeat : repeats.found()) {
            found.add(finding(
                    "the password that had been refused with "
                            + repeat.refused().code() + " was tried " + repeat.words()
                            + ": an account may be locked for that",
                    repeat.evidence()));
        }
    }
}
