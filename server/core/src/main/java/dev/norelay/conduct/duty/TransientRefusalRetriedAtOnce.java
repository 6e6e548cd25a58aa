package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import dev.norelay.smtp.Command;
import java.time.Duration;
import java.util.List;

/** A 4yz was answered with the same request again within a minute. */
final class TransientRefusalRetriedAtOnce extends Duty {
    private static final Duration AT_ONCE = Duration.ofMinutes(1);

    TransientRefusalRetriedAtOnce() {
        super(new Kind(
                "transient-refusal-retried-at-once",
                Severity.DOUBTFUL,
                "tries again at once what was put off",
                "RFC 5321 §4.5.4.1",
                "waits before it tries again, half an hour unless it knows better, and longer each time"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        Repeats repeats = new Repeats(history, AT_ONCE);
        for (Mailing mailing : history.mailings()) {
            mailing.turns().forEach(turn -> {
                boolean putOff = turn.hears(4) && !isForTheNextMail(mailing, turn);
                repeats.look(
                        turn, Requests.key(mailing, turn), mailing.dialogue().opened(), putOff);
            });
        }
        for (Repeats.Repeat repeat : repeats.found()) {
            found.add(finding(
                    Requests.words(repeat.refused()) + " had been put off with "
                            + repeat.refused().code() + ", and came " + repeat.words(),
                    repeat.evidence()));
        }
    }

    /** RFC 5321 §4.5.3.1.10: who is one too many goes into the next transaction, at once. */
    private static boolean isForTheNextMail(Mailing mailing, Turn turn) {
        return turn.is(Command.Rcpt.class)
                && turn.code() == 452
                && !mailing.accepted().isEmpty();
    }
}
