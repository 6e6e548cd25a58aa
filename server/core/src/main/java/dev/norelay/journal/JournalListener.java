package dev.norelay.journal;

/** Hears of each entry, in order, on a worker thread: may block, holds nobody up. */
@FunctionalInterface
public interface JournalListener {
    /** An entry was recorded. */
    void recorded(Entry entry);
}
