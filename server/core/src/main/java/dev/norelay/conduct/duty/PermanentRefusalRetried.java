package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import dev.norelay.smtp.Command;
import java.time.Duration;
import java.util.List;

/** MAIL, DATA or the message was refused with 5yz, and the same came again. */
final class PermanentRefusalRetried extends Duty {
    /** A person may have thought about it meanwhile. */
    private static final Duration SOON = Duration.ofMinutes(30);

    PermanentRefusalRetried() {
        super(
                new Kind(
                        "permanent-refusal-retried",
                        Severity.DOUBTFUL,
                        "makes a request again that was refused for good",
                        "RFC 5321 §4.2.1, §4.2.5",
                        "keeps the mail, tells the person what the server said, and tries again when something has been changed"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        Repeats repeats = new Repeats(history, SOON);
        for (Mailing mailing : history.mailings()) {
            mailing.turns().filter(turn -> !turn.is(Command.Rcpt.class)).forEach(turn -> {
                repeats.look(
                        turn, Requests.key(mailing, turn), mailing.dialogue().opened(), turn.hears(5));
            });
        }
        for (Repeats.Repeat repeat : repeats.found()) {
            found.add(finding(
                    Requests.words(repeat.refused()) + " had been refused with "
                            + repeat.refused().code() + ", and came " + repeat.words(),
                    repeat.evidence()));
        }
    }
}
