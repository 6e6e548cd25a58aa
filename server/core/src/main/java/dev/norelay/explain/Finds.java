package dev.norelay.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds sayings in texts: each is looked for where the first word of its longest fragment stands, so that time grows with
 * the text and hardly with the tables. Immutable.
 */
final class Finds {
    /** How many neighbours a find is compared with: more than can begin at one word. */
    private static final int NEIGHBOURS = 100;

    private final Map<String, List<Saying>> byFirstWord = new HashMap<>();

    Finds(List<Saying> sayings) {
        for (Saying saying : sayings) {
            Phrase phrase = saying.phrase();
            if (phrase.length() > 0) {
                String first = phrase.fragments().get(phrase.anchor()).get(0);
                byFirstWord.computeIfAbsent(first, absent -> new ArrayList<>()).add(saying);
            }
        }
    }

    /** A saying, and where it is. */
    record Find(Saying saying, Phrase.Place place) {
        /** Whether this says more, and says it all around the other. */
        boolean covers(Find other) {
            return place.from() <= other.place.from()
                    && place.to() >= other.place.to()
                    && place.found() > other.place.found();
        }
    }

    /** What is in a text, each saying once, where it is most complete; nothing that is part of a longer one. */
    List<Find> in(List<String> text) {
        List<Find> all = new ArrayList<>();
        for (int i = 0; i < text.size(); i++) {
            for (Saying saying : byFirstWord.getOrDefault(text.get(i), List.of())) {
                Phrase.@Nullable Place place = saying.phrase().at(text, i);
                if (place != null) {
                    all.add(new Find(saying, place));
                }
            }
        }
        Map<Saying, Find> best = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            Find find = all.get(i);
            if (!isCovered(all, i)) {
                best.merge(
                        find.saying(),
                        find,
                        (one, other) -> other.place().found() >= one.place().found() ? other : one);
            }
        }
        return List.copyOf(best.values());
    }

    private static boolean isCovered(List<Find> all, int index) {
        int from = Math.max(0, index - NEIGHBOURS);
        int to = Math.min(all.size(), index + NEIGHBOURS);
        return all.subList(from, to).stream().anyMatch(other -> other.covers(all.get(index)));
    }
}
