package dev.norelay.scenario.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How problems say things: what was found, what is expected, and what may have been meant. */
final class Words {
    private static final int SHOWN = 60;
    private static final int SUGGESTIONS = 3;
    /** Whatever is longer is no slip of a key. */
    private static final int LONGEST = 60;

    private Words() {}

    /** A text as it was found: in quotes, cut to a readable length, control characters left out. */
    static String quoted(String text) {
        String cut = text.codePointCount(0, text.length()) > SHOWN
                ? text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…"
                : text;
        return '"' + cut.replaceAll("\\p{Cntrl}+", " ") + '"';
    }

    /** {@code never, to-relay or always}. */
    static String oneOf(Collection<String> words) {
        List<String> all = List.copyOf(words);
        int last = all.size() - 1;
        return last < 1 ? String.join("", all) : String.join(", ", all.subList(0, last)) + " or " + all.get(last);
    }

    /** {@code did you mean `listener`?}, or null where nothing is near. */
    static @Nullable String didYouMean(String word, Collection<String> known) {
        List<String> near =
                nearest(word, known).stream().map(each -> "`" + each + "`").toList();
        return near.isEmpty() ? null : "did you mean " + oneOf(near) + "?";
    }

    /** The known words that a slip of the hand may have made this one of, the nearest first, three at most. */
    static List<String> nearest(String word, Collection<String> known) {
        String written = word.toLowerCase(Locale.ROOT).replace('_', '-');
        Map<String, Integer> near = new LinkedHashMap<>();
        for (String candidate : written.length() > LONGEST ? List.<String>of() : known) {
            int distance = distance(written, candidate.toLowerCase(Locale.ROOT));
            if (distance <= Math.max(1, Math.min(written.length(), candidate.length()) / 3)) {
                near.put(candidate, distance);
            }
        }
        List<String> sorted = new ArrayList<>(near.keySet());
        sorted.sort(Comparator.comparing(near::get));
        return sorted.subList(0, Math.min(SUGGESTIONS, sorted.size()));
    }

    /** How many letters must be changed, put in, left out or swapped with their neighbour. */
    private static int distance(String from, String to) {
        int[][] steps = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : step(steps, from, i, to, j);
            }
        }
        return steps[from.length()][to.length()];
    }

    private static int step(int[][] steps, String from, int i, String to, int j) {
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int least = Math.min(steps[i - 1][j - 1] + change, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
    }
}
