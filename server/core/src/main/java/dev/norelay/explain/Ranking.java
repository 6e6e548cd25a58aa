package dev.norelay.explain;

import dev.norelay.scenario.Cause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Causes by what speaks for them: the weightiest clue decides, the others support it. */
final class Ranking {
    private static final int MOST = 5;
    /** How much less a cause is that a clue names after others. */
    private static final double STEP = 0.12;

    private static final double SUPPORT = 0.15;
    private static final double WORTH_TELLING = 0.2;
    private static final double NEAR = 0.88;
    /** What a text weighs that was recognised whole, with its code. */
    private static final double EXACT = 11;

    private static final double KNOWN = 4.5;

    private Ranking() {}

    /**
     * A cause.
     *
     * @param score of it
     * @param because what speaks for it, the weightiest first
     */
    record Ranked(Cause cause, double score, List<Clue> because) {}

    static List<Ranked> of(List<Clue> clues) {
        Map<Cause, List<Clue>> speaking = new EnumMap<>(Cause.class);
        for (Clue clue : clues) {
            for (Cause cause : clue.causes()) {
                speaking.computeIfAbsent(cause, absent -> new ArrayList<>()).add(clue);
            }
        }
        List<Ranked> all = new ArrayList<>();
        speaking.forEach((cause, by) -> {
            List<Clue> because = by.stream()
                    .sorted(Comparator.comparingDouble((Clue clue) -> value(clue, cause))
                            .reversed())
                    .toList();
            double others = because.stream()
                    .skip(1)
                    .mapToDouble(clue -> value(clue, cause))
                    .sum();
            all.add(new Ranked(cause, value(because.get(0), cause) + SUPPORT * others, because));
        });
        all.sort(Comparator.comparingDouble(Ranked::score).reversed());
        double least = all.isEmpty() ? 0 : all.get(0).score() * WORTH_TELLING;
        return all.stream().filter(each -> each.score() >= least).limit(MOST).toList();
    }

    private static double value(Clue clue, Cause cause) {
        return clue.weight() * Math.max(0.1, 1 - STEP * clue.causes().indexOf(cause));
    }

    /** How sure the cause at a rank is, of those that {@link #of} gave. */
    static Confidence confidence(List<Ranked> ranked, int rank) {
        Ranked first = ranked.get(0);
        @Nullable Ranked second = ranked.size() > 1 ? ranked.get(1) : null;
        Ranked each = ranked.get(rank);
        if (rank == 0) {
            Clue best = first.because().get(0);
            boolean only = best.causes().size() == 1
                    && best.kind() != Clue.Kind.CODE
                    && (second == null || second.score() < first.score() * 0.6);
            if (only && first.score() >= EXACT) {
                return Confidence.CERTAIN;
            }
            return first.score() >= KNOWN ? Confidence.LIKELY : Confidence.POSSIBLE;
        }
        return each.score() >= KNOWN && each.score() >= first.score() * NEAR ? Confidence.LIKELY : Confidence.POSSIBLE;
    }
}
