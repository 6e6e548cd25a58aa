package dev.norelay.diagnosis;

import dev.norelay.journal.Event;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Path;
import dev.norelay.smtp.ReplyCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The refusals of a session that still stand. One is overcome by a later yes at the same moment, at RCPT for the same
 * recipient: who was told to log in and did so was not kept from sending.
 */
final class Refusals {
    private final List<Refused> standing = new ArrayList<>(2);
    private final Set<Integer> withRecipients = new HashSet<>(2);
    private int transaction;

    /** The number of the mail transaction, 0 before the first. */
    int transaction() {
        return transaction;
    }

    void no(Refused refused) {
        if (mayStop(refused.sent())) {
            standing.add(refused);
        }
    }

    /**
     * A yes that ends what it answers.
     *
     * @param path the sender or recipient that it is about
     */
    void yes(Moment moment, Path path) {
        standing.removeIf(no ->
                no.moment() == moment && (moment != Moment.RCPT || no.path().equals(path)));
        if (moment == Moment.MAIL) {
            transaction++;
        } else if (moment == Moment.RCPT) {
            withRecipients.add(transaction);
        }
    }

    /** What was refused on the way to a message that was then taken is overcome, but for other recipients. */
    void delivered() {
        standing.removeIf(no -> no.moment() != Moment.RCPT);
    }

    void forget() {
        standing.clear();
    }

    /** Whether a no may keep a mail from being sent. What servers say to the idle, or when going down, only ends it. */
    private static boolean mayStop(Event.ReplySent sent) {
        return switch (sent.moment()) {
            case QUIT, IDLE, ANY -> false;
            case RSET, NOOP, VRFY, OTHER, TLS, CONTENT -> sent.reply().code() == ReplyCode.SERVICE_NOT_AVAILABLE_421;
            default -> true;
        };
    }

    /** Those that stand, in order. */
    List<Refused> all() {
        return List.copyOf(standing);
    }

    /** Whether it refused a recipient among others that were accepted, so that it did not stop the message. */
    boolean isPartial(Refused no) {
        return no.moment() == Moment.RCPT && withRecipients.contains(no.transaction());
    }
}
