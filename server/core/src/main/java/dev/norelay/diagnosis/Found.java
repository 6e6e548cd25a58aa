package dev.norelay.diagnosis;

import dev.norelay.journal.Entry;
import dev.norelay.scenario.Cause;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cause that a finder has found.
 *
 * @param cause the likeliest
 * @param alternatives what it could also be
 * @param evidence what it was found from
 * @param explanation how it was found and how sure it is
 * @param remedy where the cause's own does not fit; else null
 */
record Found(
        Cause cause,
        List<Cause> alternatives,
        List<Entry> evidence,
        String explanation,
        @Nullable String remedy) {

    /** A cause that needs more than its own words: its alternatives and evidence follow. */
    static Found of(Cause cause, String explanation) {
        return new Found(cause, List.of(), List.of(), explanation, null);
    }

    Found or(Cause... others) {
        return or(List.of(others));
    }

    Found or(List<Cause> others) {
        List<Cause> all = Stream.concat(alternatives.stream(), others.stream())
                .filter(other -> other != cause)
                .distinct()
                .toList();
        return new Found(cause, all, evidence, explanation, remedy);
    }

    /** With these for evidence; what is null is left out. */
    Found by(@Nullable Entry... entries) {
        List<Entry> all = Stream.concat(evidence.stream(), Stream.of(entries))
                .filter(Objects::nonNull)
                .distinct()
                .sorted(Comparator.comparingLong(Entry::sequence))
                .toList();
        return new Found(cause, alternatives, all, explanation, remedy);
    }

    Found mendedBy(String otherRemedy) {
        return new Found(cause, alternatives, evidence, explanation, otherRemedy);
    }

    /** When what it explains happened, in the journal's order. */
    long sequence() {
        return evidence.stream().mapToLong(Entry::sequence).max().orElse(0);
    }
}
