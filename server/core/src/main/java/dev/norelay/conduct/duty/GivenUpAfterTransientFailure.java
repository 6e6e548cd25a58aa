package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import dev.norelay.journal.Entry;
import dev.norelay.smtp.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A mail was put off, and the client, which came again with other mail a day later, has never tried it again. Who never
 * came again may yet do so, or was not asked to.
 */
final class GivenUpAfterTransientFailure extends Duty {
    /** RFC 5321 §4.5.4.1: after the first hour a try every two or three hours, for four days at least. */
    private static final Duration LONG = Duration.ofHours(24);

    GivenUpAfterTransientFailure() {
        super(
                new Kind(
                        "given-up-after-transient-failure",
                        Severity.DOUBTFUL,
                        "gives a mail up that was only put off",
                        "RFC 5321 §4.5.4.1, §4.2.1",
                        "keeps a mail that was answered with 4yz, tries it again for days, and tells the person when it gives up"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Mailing mailing : history.mailings()) {
            mailing.turns()
                    .filter(turn -> turn.hears(4))
                    .forEach(turn -> givenUp(history, mailing, turn).ifPresent(found::add));
        }
    }

    private Optional<Finding> givenUp(History history, Mailing mailing, Turn putOff) {
        Entry reply = putOff.reply();
        if (reply == null || tried(history, reply, sameMail(mailing, putOff))) {
            return Optional.empty();
        }
        return history.mailings().stream()
                .map(Mailing::mail)
                .filter(later -> later.said().sequence() > reply.sequence()
                        && gap(history, reply, later.said()).compareTo(LONG) >= 0)
                .findFirst()
                .map(later -> {
                    List<Entry> evidence = new ArrayList<>(putOff.withReply());
                    evidence.add(later.said());
                    return finding(
                            Requests.words(putOff) + " had been put off with " + putOff.code()
                                    + ", and was not tried again, though the client came with other mail "
                                    + gap(history, reply, later.said()).toHours() + " hours later",
                            evidence);
                });
    }

    /** What may be the same mail: one from the same sender where more is not known, else one to one of the same recipients. */
    private static Predicate<Mailing> sameMail(Mailing mailing, Turn putOff) {
        if (putOff.is(Command.Mail.class)) {
            return other -> sender(other).equals(sender(mailing));
        }
        Set<String> waiting = putOff.is(Command.Rcpt.class) ? Set.of(Mailing.path(putOff)) : mailing.accepted();
        return other -> other.named().stream().anyMatch(waiting::contains);
    }

    private static String sender(Mailing mailing) {
        return mailing.mail().as(Command.Mail.class).orElseThrow().reversePath().normalized();
    }

    private static boolean tried(History history, Entry reply, Predicate<Mailing> same) {
        return history.mailings().stream()
                .filter(other -> other.mail().said().sequence() > reply.sequence())
                .anyMatch(same);
    }

    private static Duration gap(History history, Entry from, Entry to) {
        return Duration.between(history.time(from), history.time(to));
    }
}
