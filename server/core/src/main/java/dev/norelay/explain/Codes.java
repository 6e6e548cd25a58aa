package dev.norelay.explain;

import dev.norelay.scenario.Cause;
import dev.norelay.smtp.Moment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What codes mean: as the RFCs have it, and as servers were heard to use them. Immutable. */
final class Codes {
    private static final String TABLE = "symptoms/codes.tsv";
    private static final int MOST = 5;

    // How much a use of the code counts, beside the RFCs' meaning at 1.
    private static final double SAME = 1;
    private static final double SAME_ENHANCED = 0.5;
    private static final double SAME_BASIC = 0.25;
    private static final double AT_THE_MOMENT = 3;
    private static final double AT_ANOTHER = 0.2;

    private final Map<String, Table.Row> meanings = new HashMap<>();
    private final List<Saying> uses;

    Codes(Collection<Saying> uses) {
        this.uses = List.copyOf(uses);
        Table.read(TABLE).forEach(row -> meanings.put(row.get("code"), row));
    }

    /** What an RFC says of a code; null if none does. */
    private Table.@Nullable Row meaning(Code code) {
        Table.Row enhanced = meanings.get(code.subject());
        return enhanced == null ? meanings.get(code.basic()) : enhanced;
    }

    /**
     * What a code speaks for.
     *
     * @param at the moment at which it was said; null if that is not known
     * @return a clue without causes if the code is not known at all
     */
    Clue clue(Code code, @Nullable Moment at, double weight) {
        Map<Cause, Double> votes = new EnumMap<>(Cause.class);
        vote(votes, meanings.get(code.basic()), 1);
        vote(votes, meanings.get(code.subject()), 2);
        boolean used = false;
        for (Saying use : uses) {
            double counts = likeness(use.code(), code);
            used |= counts >= SAME_ENHANCED;
            if (at != null && use.moment() != null) {
                counts *= at == use.moment() ? AT_THE_MOMENT : AT_ANOTHER;
            }
            vote(votes, use.causes(), counts);
        }
        List<Cause> causes = votes.entrySet().stream()
                .sorted(Map.Entry.<Cause, Double>comparingByValue().reversed())
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
        Table.Row meaning = meaning(code);
        String text = code + (meaning == null ? "" : ": " + meaning.get("meaning"));
        List<String> sources = new ArrayList<>();
        if (meaning != null) {
            sources.add(meaning.get("source"));
        }
        return new Clue(Clue.Kind.CODE, text, used ? users(code) : List.of(), sources, causes, weight);
    }

    /** Who uses a code of his own, which no RFC has. */
    private List<String> users(Code code) {
        return meaning(code) != null && meanings.containsKey(code.subject())
                ? List.of()
                : uses.stream()
                        .filter(use -> likeness(use.code(), code) >= SAME_ENHANCED)
                        .map(Saying::whose)
                        .distinct()
                        .limit(MOST)
                        .toList();
    }

    private static double likeness(Code use, Code code) {
        boolean enhanced = !code.enhanced().isEmpty() && code.enhanced().equals(use.enhanced());
        boolean basic = !code.basic().isEmpty() && code.basic().equals(use.basic());
        if (enhanced) {
            return basic || code.basic().isEmpty() ? SAME : SAME_ENHANCED;
        }
        return !basic ? 0 : code.enhanced().isEmpty() ? SAME : SAME_BASIC;
    }

    private static void vote(Map<Cause, Double> votes, Table.@Nullable Row row, double counts) {
        if (row != null) {
            vote(votes, row.causes(), counts);
        }
    }

    private static void vote(Map<Cause, Double> votes, List<Cause> causes, double counts) {
        for (int rank = 0; rank < causes.size() && counts > 0; rank++) {
            votes.merge(causes.get(rank), counts / (rank + 1), Double::sum);
        }
    }
}
