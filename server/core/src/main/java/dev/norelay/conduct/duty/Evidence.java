package dev.norelay.conduct.duty;

import dev.norelay.journal.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a finding rests on: entries, in order. */
final class Evidence {
    private Evidence() {}

    /** What the server offered, and what the client said to it. */
    static List<Entry> of(@Nullable Entry offer, List<Turn> turns) {
        List<Entry> evidence = new ArrayList<>();
        if (offer != null) {
            evidence.add(offer);
        }
        turns.forEach(turn -> evidence.add(turn.said()));
        return evidence;
    }

    /** Two things that the client said behind each other. */
    static List<Entry> of(@Nullable Turn first, Turn second) {
        return of(first == null ? null : first.said(), List.of(second));
    }
}
