package dev.norelay.journal;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writing side of a journal. Thread-safe; recording never blocks longer than for a copy of the list. Whoever records
 * before writing a reply can be sure that who has read the reply finds the entry.
 */
public final class Recorder {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    private final Clock clock;
    private final JournalLimits limits;
    private final Executor workers;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition recorded = lock.newCondition();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Deque<Message> messages = new ArrayDeque<>();
    private final Deque<Entry> unheard = new ArrayDeque<>();
    private long missed;
    private final List<JournalListener> listeners = new ArrayList<>(0);
    private long sequence;
    private int sessions;
    private long droppedEntries;
    private long droppedMessages;
    private long octetsInMemory;
    private boolean telling;

    /** A journal without entries; listeners are called on the workers. */
    public Recorder(Clock clock, JournalLimits limits, Executor workers) {
        this.clock = clock;
        this.limits = limits;
        this.workers = workers;
    }

    /** The number for a new session. Never used again, not even after {@link #clear}. */
    public int newSession() {
        lock.lock();
        try {
            return ++sessions;
        } finally {
            lock.unlock();
        }
    }

    /** Records what happened in a session; 0 is for what belongs to none. */
    public void record(int session, Event event) {
        lock.lock();
        try {
            Entry entry = new Entry(++sequence, clock.instant(), session, event);
            entries.addLast(entry);
            if (event instanceof Event.MessageTaken taken) {
                messages.addLast(taken.message());
                octetsInMemory += taken.message().octetsInMemory();
            }
            dropOldest();
            if (!listeners.isEmpty()) {
                unheard.addLast(entry);
                missOldest();
                tell();
            }
            recorded.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void dropOldest() {
        while (entries.size() > limits.maxEntries()) {
            entries.removeFirst();
            droppedEntries++;
        }
        while (messages.size() > limits.maxMessages() || (octetsInMemory > limits.maxOctets() && messages.size() > 1)) {
            Message oldest = messages.removeFirst();
            octetsInMemory -= oldest.octetsInMemory();
            droppedMessages++;
            if (oldest.isInFile()) {
                workers.execute(oldest::discard); // this may be an event loop
            } else {
                oldest.discard();
            }
        }
    }

    /** Of what listeners have still to hear no more is kept than of what happened. */
    private void missOldest() {
        while (unheard.size() > limits.maxEntries()) {
            unheard.removeFirst();
            missed++;
        }
    }

    /** Adds a listener; it hears of what is recorded from now on. */
    public void listen(JournalListener listener) {
        lock.lock();
        try {
            listeners.add(listener);
        } finally {
            lock.unlock();
        }
    }

    private void tell() {
        if (!telling) {
            telling = true;
            workers.execute(this::tellAll);
        }
    }

    private void tellAll() {
        while (true) {
            Entry entry;
            List<JournalListener> hearers;
            lock.lock();
            try {
                entry = nextUnheard();
                if (entry == null) {
                    telling = false;
                    return;
                }
                hearers = List.copyOf(listeners);
            } finally {
                lock.unlock();
            }
            for (JournalListener listener : hearers) {
                tell(listener, entry);
            }
        }
    }

    /** In the place of entries that were missed stands how many those are. */
    private @Nullable Entry nextUnheard() {
        Entry next = unheard.peekFirst();
        if (missed > 0 && next != null) {
            LOG.warn("a journal listener is too slow: it has missed {} entries", missed);
            Entry gap = new Entry(next.sequence() - 1, next.time(), 0, new Event.EntriesMissed(missed));
            missed = 0;
            return gap;
        }
        return unheard.pollFirst();
    }

    private static void tell(JournalListener listener, Entry entry) {
        try {
            listener.recorded(entry);
        } catch (RuntimeException | Error e) { // an assertion too: otherwise nobody would be told of anything any more
            LOG.error("a journal listener failed at entry {} of session {}", entry.sequence(), entry.session(), e);
        }
    }

    /** Forgets all entries and messages, and what was dropped. Deletes files: not for event loops. */
    public void clear() {
        List<Message> gone;
        lock.lock();
        try {
            gone = List.copyOf(messages);
            messages.clear();
            entries.clear();
            octetsInMemory = 0;
            droppedEntries = 0;
            droppedMessages = 0;
        } finally {
            lock.unlock();
        }
        deleteFiles(gone);
    }

    /** The server is closed: messages in files go. What happened can still be read. Not for event loops. */
    public void close() {
        List<Message> last;
        lock.lock();
        try {
            last = List.copyOf(messages);
        } finally {
            lock.unlock();
        }
        deleteFiles(last);
    }

    /** What lies in memory can still be read by who has the message. */
    private static void deleteFiles(List<Message> messages) {
        messages.stream().filter(Message::isInFile).forEach(Message::discard);
    }

    /** The entries that are still there, without a barrier and whatever was dropped: for diagnosis. */
    public List<Entry> recent() {
        lock.lock();
        try {
            return List.copyOf(entries);
        } finally {
            lock.unlock();
        }
    }

    List<Entry> entries() {
        lock.lock();
        try {
            complain(droppedEntries, "entries", "maxEntries");
            return List.copyOf(entries);
        } finally {
            lock.unlock();
        }
    }

    List<Message> messages() {
        lock.lock();
        try {
            complain(droppedMessages, "messages", "maxMessages or maxOctets");
            return List.copyOf(messages);
        } finally {
            lock.unlock();
        }
    }

    private static void complain(long dropped, String what, String limit) {
        if (dropped > 0) {
            throw new JournalOverflowException(complaint(dropped, what, limit));
        }
    }

    private static String complaint(long dropped, String what, String limit) {
        return String.format(
                Locale.ROOT,
                "%,d %s dropped: raise %s of the journal's limits, or read and reset more often",
                dropped,
                what,
                limit);
    }

    /** What {@link #recent} lacks, in a person's words; empty where it has everything. */
    public Optional<String> missing() {
        lock.lock();
        try {
            return droppedEntries == 0
                    ? Optional.empty()
                    : Optional.of(complaint(droppedEntries, "entries", "maxEntries"));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until enough entries are as wanted; false if time runs out before.
     *
     * @throws JournalOverflowException if entries had to be dropped, and those that are left are not enough
     */
    boolean await(Predicate<Entry> wanted, int count, long nanos) throws InterruptedException {
        long left = nanos;
        lock.lock();
        try {
            while (entries.stream().filter(wanted).limit(count).count() < count) {
                complain(droppedEntries, "entries", "maxEntries");
                if (left <= 0) {
                    return false;
                }
                left = recorded.awaitNanos(Math.min(left, TimeUnit.HOURS.toNanos(1)));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
