package dev.norelay.diagnosis;

import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.scenario.Cause;
import java.util.Optional;
import java.util.Set;

/** What became of a message that came whole. */
final class DeliveryCauses {
    /** Faults behind which no reply comes any more, by their words in scenario files. */
    private static final Set<String> ENDS = Set.of("close", "cut", "half-close", "reset", "stall");

    private DeliveryCauses() {}

    /** The server took the message over, and the client never heard of it, or heard something else. */
    static Optional<Found> replyLost(Played played, Course course) {
        Entry taken = course.taken();
        if (taken == null) {
            return Optional.empty();
        }
        Entry answer = course.answer();
        if (answer == null) {
            boolean hopeless = ENDS.contains(course.fault()) || course.how().isPresent();
            return hopeless
                    ? Optional.of(unanswered(course).by(taken, course.faultEntry(), course.closed()))
                    : Optional.empty();
        }
        if (answer.event() instanceof Event.ReplySent sent && !sent.reply().isPositive()) {
            return Optional.of(Found.of(
                            Cause.REPLY_LOST,
                            "The server took the message and told the client "
                                    + sent.reply().code() + ".")
                    .by(taken, answer));
        }
        if (answer.event() instanceof Event.FaultEnacted) {
            return Optional.of(Found.of(
                            Cause.REPLY_LOST,
                            "The server took the message, and what it said is no reply: the client cannot know.")
                    .by(taken, answer));
        }
        if (course.odd() != null && course.leftByClient()) {
            return Optional.of(Found.of(
                            Cause.REPLY_LOST,
                            "The server took the message and said so in a way that SMTP does not know, and the client"
                                    + " left without QUIT: it cannot be sure.")
                    .or(Cause.ODD_REPLY)
                    .by(taken, answer, course.closed()));
        }
        // A reset throws away what the client has not read yet.
        return course.fault().equals("reset") && answer.equals(course.delivered())
                ? Optional.of(Found.of(
                                Cause.REPLY_LOST,
                                "The server took the message and reset the connection right behind its reply, which"
                                        + " probably never arrived.")
                        .by(taken, answer, course.faultEntry(), course.closed()))
                : Optional.empty();
    }

    private static Found unanswered(Course course) {
        if (course.leftByClient() && !ENDS.contains(course.fault())) {
            // RFC 5321 §4.5.3.2.6: 10 minutes, since giving up here means a second copy.
            return Found.of(
                            Cause.CLIENT_TIMEOUT,
                            "The client left after " + course.waited() + " without waiting for the reply to its"
                                    + " message, which the server took. RFC 5321 asks it to wait 10 minutes.")
                    .or(Cause.REPLY_LOST);
        }
        return Found.of(
                Cause.REPLY_LOST, "The server took the message, and its reply never left: the client cannot know.");
    }

    /** The client was told yes, and nothing was kept. */
    static Optional<Found> mailLost(Played played, Course course) {
        return course.answer() != null
                        && course.taken() == null
                        && course.answer().event() instanceof Event.ReplySent sent
                        && sent.reply().isPositive()
                ? Optional.of(Found.of(
                                Cause.MAIL_LOST,
                                "The server answered the message with "
                                        + sent.reply().code() + " and kept nothing.")
                        .by(course.answer()))
                : Optional.empty();
    }

    /** The server lists a SIZE that the mail exceeds, and the client left without having begun: well done (RFC 1870 §6.1). */
    static Optional<Found> knownTooLarge(Played played, Course course) {
        long size = played.phase().mail().size();
        boolean left = course.leftByClient() || (course.quit() && course.how().isPresent());
        return left
                        && !course.midway()
                        && course.delivered() == null
                        && course.standing()
                                .limit()
                                .filter(limit -> limit > 0 && size > limit)
                                .isPresent()
                ? Optional.of(Found.of(
                                Cause.TOO_LARGE,
                                "The server lists SIZE "
                                        + course.standing().limit().orElse(0L)
                                        + ", the mail has " + size + " octets, and the client left without sending it.")
                        .or(Cause.NO_SESSION)
                        .by(course.standing().hello(), course.standing().keywords(), course.closed()))
                : Optional.empty();
    }

    /** Taken, and the client knows. */
    static Optional<Found> delivered(Played played, Course course) {
        return course.delivered() == null
                ? Optional.empty()
                : Optional.of(Found.of(Cause.NONE, "The server took the message, and said so.")
                        .by(course.taken(), course.delivered()));
    }
}
