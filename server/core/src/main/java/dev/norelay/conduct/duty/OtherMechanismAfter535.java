package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import dev.norelay.journal.Entry;
import java.util.ArrayList;
import java.util.List;

/** A login was refused with 535, and the client tried again by another mechanism. */
final class OtherMechanismAfter535 extends Duty {
    OtherMechanismAfter535() {
        super(
                new Kind(
                        "other-mechanism-after-535",
                        Severity.NOTE,
                        "tries other mechanisms after the password was refused",
                        "RFC 4954 §6, §9",
                        "knows that 535 is about the password and not about the mechanism: each further try counts as one more wrong password"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Dialogue dialogue : history.dialogues()) {
            List<Login> logins = dialogue.logins();
            for (int i = 1; i < logins.size(); i++) {
                Login before = logins.get(i - 1);
                Login login = logins.get(i);
                if (before.end().code() == 535
                        && !before.mechanism().equals(login.mechanism())
                        && sameUser(before, login)) {
                    List<Entry> evidence = new ArrayList<>(before.end().withReply());
                    evidence.add(login.begun().said());
                    found.add(finding(
                            "\"" + before.begun().line() + "\" was refused with 535, and the client went on with \""
                                    + login.begun().line() + "\"",
                            evidence));
                }
            }
        }
    }

    /** Nobody gave another user's name. */
    private static boolean sameUser(Login before, Login login) {
        return before.user().isPresent()
                && (login.user().isEmpty() || login.user().equals(before.user()));
    }
}
