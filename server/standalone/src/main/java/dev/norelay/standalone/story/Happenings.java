package dev.norelay.standalone.story;

import dev.norelay.conduct.Finding;
import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.journal.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hears of each entry, and with the last one of a session what came of it. */
@FunctionalInterface
public interface Happenings {
    /**
     * Something happened.
     *
     * @param diagnosis where a session ends with this entry that failed: why; else null
     * @param findings where a session ends with this entry: in what the client did not do its duty
     */
    void happened(Entry entry, @Nullable Diagnosis diagnosis, List<Finding> findings);
}
