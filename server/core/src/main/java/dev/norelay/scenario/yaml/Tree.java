package dev.norelay.scenario.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a file says before it means anything: texts, lists and maps, each with its place. Immutable; layers share parts. */
sealed interface Tree {
    Place place();

    /** Its kind as problems say it: {@code a list}. */
    String kind();

    /** Whether nothing was written where this stands. */
    default boolean isNothing() {
        return false;
    }

    /**
     * A text, a number or a word: what it is, its reader decides.
     *
     * @param plain not quoted, so that {@code ~} and {@code null} say "nothing"
     */
    record Scalar(Place place, String text, boolean plain) implements Tree {
        @Override
        public String kind() {
            return isNothing() ? "nothing" : "a text";
        }

        @Override
        public boolean isNothing() {
            return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
        }
    }

    /** A list. */
    record Sequence(Place place, List<Tree> items) implements Tree {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A map, in the file's order. */
    record Mapping(Place place, Map<String, Entry> entries) implements Tree {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String kind() {
            return "a map";
        }
    }

    /**
     * One key and its value.
     *
     * @param key where the key stands
     */
    record Entry(Place key, Tree value) {}
}
