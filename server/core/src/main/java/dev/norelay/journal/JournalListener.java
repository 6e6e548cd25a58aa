package dev.norelay.journal;

/**
 * Hears of each entry, in order, on a worker thread: may block, holds nobody up but other listeners. One that falls behind
 * by more entries than the journal keeps misses the oldest, and is told an {@link Event.EntriesMissed} in their place.
 */
@FunctionalInterface
public interface JournalListener {
    /** An entry was recorded. */
    void recorded(Entry entry);
}
