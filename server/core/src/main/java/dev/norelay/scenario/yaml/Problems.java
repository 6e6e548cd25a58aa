package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The mistakes found so far. One that several phases share is kept once; what a person cannot take in is left out. */
final class Problems {
    private static final int MOST = 100;

    private final Set<Problem> found = new LinkedHashSet<>();

    void add(Problem problem) {
        if (found.size() < MOST) {
            found.add(problem);
        }
    }

    void add(Place place, String message, @Nullable String hint) {
        if (found.size() < MOST) {
            found.add(place.problem(message, hint));
        }
    }

    int count() {
        return found.size();
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the file's order; a file's own come before those of its dialect. */
    List<Problem> sorted(Source first) {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing((Problem problem) -> !problem.file().equals(first.file()))
                .thenComparing(Problem::file)
                .thenComparingInt(Problem::line)
                .thenComparingInt(Problem::column));
        return sorted;
    }
}
