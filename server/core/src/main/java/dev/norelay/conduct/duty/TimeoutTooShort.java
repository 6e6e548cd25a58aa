package dev.norelay.conduct.duty;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.smtp.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The server stalled or paused, and the client left sooner than the least that RFC 5321 asks for. */
final class TimeoutTooShort extends Duty {
    /** RFC 5321 §4.5.3.2.1 to 6. For other commands there is no least. */
    private static final Map<Moment, Duration> LEAST = Map.of(
            Moment.CONNECT, Duration.ofMinutes(5),
            Moment.MAIL, Duration.ofMinutes(5),
            Moment.RCPT, Duration.ofMinutes(5),
            Moment.DATA, Duration.ofMinutes(2),
            Moment.END_OF_DATA, Duration.ofMinutes(10));

    TimeoutTooShort() {
        super(new Kind(
                "timeout-too-short",
                Severity.DOUBTFUL,
                "gives up waiting too soon",
                "RFC 5321 §4.5.3.2",
                "waits 5 minutes for the greeting and for MAIL and RCPT, 2 for DATA and 10 behind the message"));
    }

    @Override
    void judge(History history, List<Finding> found) {
        for (Dialogue dialogue : history.dialogues()) {
            List<Turn> turns = dialogue.turns();
            Entry closed = dialogue.closed().orElse(null);
            if (closed == null || !dialogue.leftByClient()) {
                continue;
            }
            Turn end = turns.isEmpty() ? null : turns.get(turns.size() - 1);
            List<Entry> rest = end == null ? dialogue.opening() : end.rest();
            Entry from = end == null ? dialogue.opened() : end.said();
            Moment moment = end == null ? Moment.CONNECT : end.moment();
            Duration least = LEAST.get(moment);
            Entry fault =
                    rest.stream().filter(TimeoutTooShort::isWaiting).findFirst().orElse(null);
            boolean answered = rest.stream().anyMatch(entry -> entry.event() instanceof Event.ReplySent);
            Duration waited = Duration.between(from.time(), closed.time());
            if (least != null && fault != null && !answered && waited.compareTo(least) < 0) {
                found.add(finding(
                        "the client waited " + Repeats.words(waited) + " for an answer at " + moment.id() + ", not "
                                + least.toMinutes() + " minutes",
                        from,
                        fault,
                        closed));
            }
        }
    }

    private static boolean isWaiting(Entry entry) {
        return entry.event() instanceof Event.FaultEnacted fault
                && (fault.fault().equals("stall") || fault.fault().equals("pause"));
    }
}
