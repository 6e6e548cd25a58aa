package dev.norelay.standalone;

import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.journal.Entry;
import org.jspecify.annotations.Nullable;

/** Writes down what happens, each piece at once. Thread-safe. */
interface EventWriter {
    /** A scenario is played from its beginning: at first, and again when another one is chosen. */
    void ready(Playing playing);

    /**
     * Something happened.
     *
     * @param diagnosis where a session ends with this entry that failed: why; else null
     */
    void happened(Entry entry, @Nullable Diagnosis diagnosis);

    /** The remedy is done. */
    void fixed(Playing playing);

    /** The story is back at its beginning. */
    void reset(Playing playing);

    /** Why the run failed, as asked for. */
    void diagnosis(Diagnosis diagnosis);

    /** An order could not be carried out. */
    void error(String message);
}
