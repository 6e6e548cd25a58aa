package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** RCPT was refused with 5yz, and the same request came again in the same sequence. */
final class SameRecipientResentAfter5yz extends Duty {
    /** A person may have thought about it meanwhile. */
    private static final Duration SOON = Duration.ofMinutes(30);

    SameRecipientResentAfter5yz() {
        super(
                new Kind(
                        "same-recipient-resent-after-5yz",
                        Severity.DOUBTFUL,
                        "names a recipient again that was refused for good",
                        "RFC 5321 §4.2.1",
                        "takes a 5yz to RCPT as an answer: it tells the person which recipient it was, and does not ask again by itself"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        Repeats repeats = new Repeats(history, SOON);
        for (Mailing mailing : history.mailings()) {
            for (Turn rcpt : mailing.rcpts()) {
                List<Object> key = new ArrayList<>(mailing.beginning());
                key.add(Mailing.path(rcpt));
                repeats.look(rcpt, key, mailing.dialogue().opened(), rcpt.hears(5));
            }
        }
        for (Repeats.Repeat repeat : repeats.found()) {
            found.add(finding(
                    "<" + Mailing.path(repeat.refused()) + "> had been refused with "
                            + repeat.refused().code() + ", and was named " + repeat.words(),
                    repeat.evidence()));
        }
    }
}
