package dev.norelay.journal;

import dev.norelay.smtp.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What happened, for reading. Each reading is a barrier: whatever a client on this machine had already done before (its
 * QUIT, its TLS alert, its end) is in what is returned, so that no test needs to poll. Never called on an event loop. Where a
 * thread is interrupted, or a server has not come to rest within ten seconds, what is returned may lack the last of it, and the
 * log says so. A {@code Script} and a {@link JournalListener}, which run on a server's worker, do not wait for workers.
 */
public final class Journal {
    private final Recorder recorder;
    private final Runnable barrier;

    /** A journal that runs the barrier before each reading. */
    public Journal(Recorder recorder, Runnable barrier) {
        this.recorder = recorder;
        this.barrier = barrier;
    }

    /**
     * Everything, in order.
     *
     * @throws JournalOverflowException if entries had to be dropped
     */
    public List<Entry> entries() {
        barrier.run();
        return recorder.entries();
    }

    /**
     * The sessions, in the order in which they began.
     *
     * @throws JournalOverflowException if entries had to be dropped
     */
    public List<SessionRecord> sessions() {
        return sessions(entries());
    }

    /** Groups entries by session; those that belong to none are left out. */
    public static List<SessionRecord> sessions(List<Entry> entries) {
        Map<Integer, List<Entry>> bySession = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry.session() > 0) {
                bySession
                        .computeIfAbsent(entry.session(), id -> new ArrayList<>())
                        .add(entry);
            }
        }
        return bySession.entrySet().stream()
                .map(session -> new SessionRecord(session.getKey(), session.getValue()))
                .toList();
    }

    /**
     * The messages that the server took over, in order.
     *
     * @throws JournalOverflowException if messages had to be dropped
     */
    public List<Message> messages() {
        barrier.run();
        return recorder.messages();
    }

    /** All dialogues for a person's eyes, secrets masked; a first line tells what had to be dropped. */
    public String transcript() {
        barrier.run();
        String dialogues = sessions(recorder.recent()).stream()
                .map(SessionRecord::transcript)
                .collect(Collectors.joining("\n"));
        return recorder.missing().map(missing -> "-- " + missing + "\n").orElse("") + dialogues;
    }

    /**
     * Waits until the server has refused for this reason so many times, counted from the last reset: for clients that
     * try again by themselves.
     *
     * @throws AssertionError with the transcript if that does not happen in time
     * @throws JournalOverflowException if entries had to be dropped, so that it cannot be known
     */
    public void await(Refusal refusal, int count, Duration timeout) {
        await(
                entry -> entry.event() instanceof Event.ReplySent sent && sent.refusal() == refusal,
                count,
                timeout,
                count + " times " + refusal.id());
    }

    /**
     * Waits until the server has taken over so many messages, counted from the last reset.
     *
     * @throws AssertionError with the transcript if that does not happen in time
     * @throws JournalOverflowException if entries had to be dropped, so that it cannot be known
     */
    public void awaitMessages(int count, Duration timeout) {
        await(entry -> entry.event() instanceof Event.MessageTaken, count, timeout, count + " messages");
    }

    private void await(Predicate<Entry> wanted, int count, Duration timeout, String what) {
        if (count < 0) {
            throw new IllegalArgumentException("nothing happens " + count + " times");
        }
        barrier.run(); // refuses on an event loop, which would wait for itself
        boolean there;
        try {
            there = recorder.await(wanted, count, TimeUnit.NANOSECONDS.convert(timeout));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + what, e);
        }
        if (!there) {
            String happened = transcript();
            throw new AssertionError("waited " + timeout.toMillis() + " ms for " + what + "; what happened:\n"
                    + (happened.isEmpty() ? "nobody connected" : happened));
        }
    }
}
