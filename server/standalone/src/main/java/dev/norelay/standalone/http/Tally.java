package dev.norelay.standalone.http;

import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.session.LoginAttempt;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Counts what has happened since the last reset, and tells those who wait for a count. Thread-safe. */
final class Tally {
    /** What a rule's own words count as. */
    static final String OTHER = "other";

    /**
     * What somebody waits for; 0 waits for nothing of the kind.
     *
     * @param refusal the only reason that counts; empty: any
     */
    record Goal(long messages, long refusals, String refusal, long sessions) {
        private boolean isReached(Tally tally) {
            long refused = refusal.isEmpty() ? tally.refused : tally.refusals.getOrDefault(refusal, 0L);
            return tally.messages >= messages && refused >= refusals && tally.ended >= sessions;
        }
    }

    private record Waiter(Goal goal, CompletableFuture<Boolean> reached) {}

    private final Map<String, Long> refusals = new TreeMap<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private long sessions;
    private long ended;
    private long messages;
    private long refused;
    private long logins;
    private long failedLogins;

    /** Counts an entry. */
    void count(Entry entry) {
        List<Waiter> done;
        synchronized (this) {
            add(entry.event());
            done = reached();
        }
        done.forEach(waiter -> waiter.reached().complete(true));
    }

    private void add(Event event) {
        if (event instanceof Event.RunBegun) {
            refusals.clear();
            sessions = ended = messages = refused = logins = failedLogins = 0;
        } else if (event instanceof Event.SessionOpened) {
            sessions++;
        } else if (event instanceof Event.SessionClosed) {
            ended++;
        } else if (event instanceof Event.MessageTaken) {
            messages++;
        } else if (event instanceof Event.ReplySent sent && Refused.is(sent)) {
            refused++;
            refusals.merge(Refused.by(sent), 1L, Long::sum);
        } else if (event instanceof Event.LoginTried tried) {
            logins++;
            failedLogins += tried.attempt().outcome() == LoginAttempt.Outcome.GOOD ? 0 : 1;
        }
    }

    private List<Waiter> reached() {
        List<Waiter> done = new ArrayList<>();
        for (Iterator<Waiter> each = waiters.iterator(); each.hasNext(); ) {
            Waiter waiter = each.next();
            if (waiter.goal().isReached(this)) {
                each.remove();
                done.add(waiter);
            }
        }
        return done;
    }

    /** Done with true as soon as it is reached; whoever waits may complete it otherwise, and must {@link #forget} it then. */
    synchronized CompletableFuture<Boolean> when(Goal goal) {
        CompletableFuture<Boolean> reached = new CompletableFuture<>();
        if (goal.isReached(this)) {
            reached.complete(true);
        } else {
            waiters.add(new Waiter(goal, reached));
        }
        return reached;
    }

    synchronized void forget(CompletableFuture<Boolean> reached) {
        waiters.removeIf(waiter -> waiter.reached() == reached);
    }

    /** Whoever waits for a server that is gone waits in vain. */
    void end() {
        List<Waiter> rest;
        synchronized (this) {
            rest = List.copyOf(waiters);
            waiters.clear();
        }
        rest.forEach(waiter -> waiter.reached().complete(false));
    }

    /** All counts. */
    synchronized Map<String, Object> json() {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("sessions", sessions);
        counts.put("ended", ended);
        counts.put("messages", messages);
        counts.put("refusals", refused);
        counts.put("refusalsById", new LinkedHashMap<>(refusals));
        counts.put("logins", logins);
        counts.put("failedLogins", failedLogins);
        return counts;
    }
}
