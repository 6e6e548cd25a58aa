package dev.norelay.conduct;

import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Scenario;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One try of a client at one mail.
 *
 * @param phase of the story in which it was made
 * @param recipients who were to get the mail
 * @param failed whether the client said that it failed
 * @param shown what the user was told, as far as is known; may be empty
 * @param accepted those for whom the server told the client that it has the mail
 * @param refusal the last thing that the server refused with, consequences left aside; null where it refused nothing
 * @param unanswered whether the whole message was sent and no reply to it came: nobody knows who has the mail
 * @param surfaced how well the client told of its failure
 */
public record Attempt(
        String phase,
        List<String> recipients,
        boolean failed,
        String shown,
        List<String> accepted,
        @Nullable Reply refusal,
        boolean unanswered,
        Surfaced surfaced) {
    private static final int BAD_SEQUENCE_503 = 503;

    public Attempt {
        recipients = List.copyOf(recipients);
        accepted = List.copyOf(accepted);
    }

    /**
     * What the journal tells of a try.
     *
     * @param told what the client showed or threw; null where it did neither
     * @param entries what was recorded meanwhile
     * @param causes that would be right to name to the user
     */
    public static Attempt of(
            String phase,
            List<String> recipients,
            @Nullable String told,
            List<Entry> entries,
            Collection<Cause> causes) {
        Reading reading = new Reading(recipients);
        entries.forEach(entry -> reading.read(entry.event()));
        return new Attempt(
                phase,
                recipients,
                told != null,
                told == null ? "" : told,
                reading.accepted,
                reading.refusal(),
                reading.unanswered,
                surfaced(reading, told, entries, causes));
    }

    /** What a client may rightly name: what the story is about, and what it looks like from where the client is. */
    public static Set<Cause> rightCauses(Scenario story, Diagnosis found) {
        Set<Cause> causes = EnumSet.of(found.cause());
        causes.addAll(found.alternatives());
        causes.addAll(story.diagnosis());
        return causes;
    }

    private static Surfaced surfaced(
            Reading reading, @Nullable String told, List<Entry> entries, Collection<Cause> causes) {
        if (reading.accepted.containsAll(reading.recipients)) {
            return Surfaced.NOTHING;
        }
        return told == null ? Surfaced.SILENT : new Telling(told, entries).level(reading.reasons(), causes);
    }

    /** What the server refused with, at last. */
    public Optional<Reply> refused() {
        return Optional.ofNullable(refusal);
    }

    /** Whether the client was told that everybody has the mail. */
    public boolean isComplete() {
        return accepted.containsAll(recipients);
    }

    /** Follows one client's sessions; commands may be ahead of their replies (RFC 2920). */
    private static final class Reading {
        private static final String NOBODY = "";

        private final List<String> recipients;
        private final Deque<String> asked = new ArrayDeque<>();
        private final List<String> named = new ArrayList<>();
        private final List<String> accepted = new ArrayList<>();
        private final List<Reply> refusals = new ArrayList<>();
        private boolean unanswered;
        private boolean speaking;

        private Reading(List<String> recipients) {
            this.recipients = recipients;
        }

        private void read(Event event) {
            if (event instanceof Event.SessionOpened) {
                asked.clear();
                named.clear();
                speaking = false;
            } else if (event instanceof Event.CommandReceived received) {
                speaking |= !(received.command() instanceof Command.Malformed);
                if (received.command() instanceof Command.Rcpt rcpt) {
                    asked.add(rcpt.forwardPath().normalized());
                } else if (isUnreadableRcpt(received.command())) {
                    asked.add(NOBODY);
                } else if (received.command() instanceof Command.Mail) {
                    named.clear();
                }
            } else if (event instanceof Event.ContentReceived) {
                unanswered = true;
            } else if (event instanceof Event.ReplySent sent) {
                replied(sent);
            }
        }

        /** It is answered too, and none of the others with it. */
        private static boolean isUnreadableRcpt(Command command) {
            return command instanceof Command.Malformed malformed && malformed.moment() == Moment.RCPT;
        }

        private void replied(Event.ReplySent sent) {
            boolean positive = sent.reply().isPositive();
            String recipient = sent.moment() == Moment.RCPT ? asked.poll() : null;
            if (recipient != null && positive) {
                named.add(recipient);
            }
            if (sent.moment() == Moment.END_OF_DATA) {
                unanswered = false;
                if (positive) {
                    recipients.stream().filter(this::isNamed).forEach(accepted::add);
                }
            }
            // To a client that began with a TLS handshake the server's reply is no reply.
            if (!positive && (speaking || sent.moment() == Moment.CONNECT)) {
                refusals.add(sent.reply());
            }
        }

        /** Those that are no consequence of others: DATA behind a refused recipient is out of sequence. */
        private List<Reply> reasons() {
            List<Reply> reasons = refusals.stream()
                    .filter(reply -> reply.code() != BAD_SEQUENCE_503)
                    .toList();
            return reasons.isEmpty() ? refusals : reasons;
        }

        private @Nullable Reply refusal() {
            List<Reply> reasons = reasons();
            return reasons.isEmpty() ? null : reasons.get(reasons.size() - 1);
        }

        private boolean isNamed(String recipient) {
            return named.stream().anyMatch(recipient::equalsIgnoreCase);
        }
    }
}
