package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import dev.norelay.journal.Entry;
import dev.norelay.session.Security;
import dev.norelay.smtp.Command;
import java.util.ArrayList;
import java.util.List;

/** The settings say TLS, the server had none to give, and the client logged in or sent mail in clear. */
final class FallsBackToClear extends Duty {
    FallsBackToClear() {
        super(
                new Kind(
                        "falls-back-to-clear",
                        Severity.BREACH,
                        "goes on in clear where its settings ask for TLS",
                        "RFC 8314 §5.2, RFC 3207 §6",
                        "says that the server offers no TLS and leaves, since somebody between them may have taken STARTTLS away"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Dialogue dialogue : history.dialogues()) {
            if (isSetToTls(history, dialogue)) {
                judge(dialogue, found);
            }
        }
    }

    private void judge(Dialogue dialogue, List<Finding> found) {
        Turn refused = null;
        for (Turn turn : dialogue.turns()) {
            Standing standing = turn.standing();
            if (turn.is(Command.StartTls.class) && turn.code() >= 400) {
                refused = turn;
            }
            boolean stripped = standing.offer() != null && !standing.offers("STARTTLS");
            boolean goesOn = turn.is(Command.Auth.class) || turn.is(Command.Mail.class);
            if (goesOn && !standing.tls() && (stripped || refused != null)) {
                Entry why = refused == null ? standing.offer() : refused.reply();
                List<Entry> evidence = new ArrayList<>();
                if (why != null) {
                    evidence.add(why);
                }
                evidence.add(turn.said());
                found.add(finding(
                        (refused == null ? "the server offered no STARTTLS" : "STARTTLS was refused")
                                + ", and the client went on in clear with "
                                + turn.line().split(" ", 2)[0],
                        evidence));
                return;
            }
        }
    }

    /** Whether this is the listener to which the person's settings lead, and they ask for STARTTLS. */
    private static boolean isSetToTls(History history, Dialogue dialogue) {
        return history.phase(dialogue.opened())
                .filter(phase -> phase.client().security() == Security.STARTTLS
                        && phase.client().port() == null
                        && phase.client().listener().equals(dialogue.listener()))
                .isPresent();
    }
}
