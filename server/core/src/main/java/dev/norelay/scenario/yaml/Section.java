package dev.norelay.scenario.yaml;

import dev.norelay.smtp.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map of a file while it is decoded. Asking for a key makes it known; {@link #close} reports the keys that nobody
 * asked for. What is missing or mistaken is given as the default, the mistake is reported, and reading goes on.
 */
final class Section {
    /** Longer vocabularies would drown the message. */
    private static final int LISTED = 10;

    private final String name;
    private final Place place;
    private final Tree.Mapping mapping;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * @param name as problems say it, such as {@code server.policy}; empty at the top
     */
    Section(String name, Tree.Mapping mapping, Problems problems) {
        this(name, mapping.place(), mapping, problems);
    }

    private Section(String name, Place place, Tree.Mapping mapping, Problems problems) {
        this.name = name;
        this.place = place;
        this.mapping = mapping;
        this.problems = problems;
    }

    /** Where its key stands. */
    Place place() {
        return place;
    }

    /** All keys, where they are names of the author's own. */
    Set<String> names() {
        known.addAll(mapping.entries().keySet());
        return mapping.entries().keySet();
    }

    boolean has(String key) {
        return mapping.entries().containsKey(key);
    }

    /** What stands behind the key, unless it is missing or left empty. */
    @Nullable
    Tree tree(String key) {
        known.add(key);
        Tree.Entry entry = mapping.entries().get(key);
        return entry == null || entry.value().isNothing() ? null : entry.value();
    }

    /** Where the key stands; the section's own place if it does not. */
    Place key(String key) {
        Tree.Entry entry = mapping.entries().get(key);
        return entry == null ? place : entry.key();
    }

    /** The map behind the key; an empty one where there is none. */
    Section section(String key) {
        String full = name.isEmpty() ? key : name + "." + key;
        Tree found = tree(key);
        if (found instanceof Tree.Mapping map) {
            return new Section(full, key(key), map, problems);
        }
        if (found != null) {
            mistake(found, key, "a map", "write `key: value` lines below `" + key + ":`");
        }
        return new Section(full, new Tree.Mapping(key(key), Map.of()), problems);
    }

    /** The items of the list behind the key, or null where there is none. */
    @Nullable
    List<Tree> items(String key) {
        known.add(key);
        Tree.Entry entry = mapping.entries().get(key);
        if (entry == null) {
            return null;
        }
        if (entry.value() instanceof Tree.Sequence sequence) {
            return sequence.items();
        }
        String inside = entry.value() instanceof Tree.Scalar scalar ? scalar.text() : "…";
        mistake(entry.value(), key, "a list", "write `" + key + ": [" + inside + "]`");
        return null;
    }

    /** The text behind the key, or null where there is none. Numbers and words are texts as they are written. */
    @Nullable
    String text(String key) {
        Tree.Scalar found = scalar(key, "a text");
        return found == null ? null : found.text();
    }

    /** The same, where a key that is left empty, or {@code ~}, says that there is none. */
    @Nullable
    String textOrBlank(String key) {
        return tree(key) == null ? null : text(key);
    }

    String text(String key, String otherwise) {
        String found = text(key);
        return found == null ? otherwise : found;
    }

    List<String> texts(String key, List<String> otherwise) {
        List<Tree> items = items(key);
        if (items == null) {
            return otherwise;
        }
        List<String> texts = new ArrayList<>(items.size());
        for (Tree item : items) {
            Tree.Scalar scalar = scalar(item, key, "a text in each item");
            if (scalar != null) {
                texts.add(scalar.text());
            }
        }
        return texts;
    }

    boolean flag(String key, boolean otherwise) {
        Tree.Scalar found = scalar(key, "true or false");
        if (found == null) {
            return otherwise;
        }
        if (!found.text().equals("true") && !found.text().equals("false")) {
            mistake(found, key, "true or false", null);
        }
        return found.text().equals("true");
    }

    /** A whole number within bounds. */
    int number(String key, int least, int most, int otherwise) {
        Integer found = number(key, least, most);
        return found == null ? otherwise : found;
    }

    /** A whole number within bounds, or null where there is none. */
    @Nullable
    Integer number(String key, int least, int most) {
        known.add(key);
        Tree.Entry entry = mapping.entries().get(key);
        return entry == null ? null : number(entry.value(), key, least, most);
    }

    /** The whole number that a tree is; anything else is reported, and then null. */
    @Nullable
    Integer number(Tree tree, String key, int least, int most) {
        String expected = "a whole number from " + least + " to " + most;
        Tree.Scalar found = scalar(tree, key, expected);
        if (found == null) {
            return null;
        }
        try {
            int number = Integer.parseInt(found.text());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, in the same words as a number out of bounds.
        }
        mistake(found, key, expected, null);
        return null;
    }

    long size(String key, long otherwise) {
        Tree.Scalar found = scalar(key, "a size, such as 10MB");
        if (found != null) {
            try {
                return Quantity.size(found.text());
            } catch (IllegalArgumentException e) {
                problems.add(found.place(), key + ": " + e.getMessage(), null);
            }
        }
        return otherwise;
    }

    Duration duration(String key, Duration otherwise) {
        Tree.Scalar found = scalar(key, "a duration, such as 2s");
        if (found != null) {
            try {
                return Quantity.duration(found.text());
            } catch (IllegalArgumentException e) {
                problems.add(found.place(), key + ": " + e.getMessage(), null);
            }
        }
        return otherwise;
    }

    /** One word of a closed vocabulary. */
    <E extends Enum<E>> E word(String key, E[] vocabulary, E otherwise) {
        E found = word(key, vocabulary);
        return found == null ? otherwise : found;
    }

    /** One word of a closed vocabulary, or null where there is none. */
    <E extends Enum<E>> @Nullable E word(String key, E[] vocabulary) {
        Tree.Scalar found = scalar(key, "one word");
        return found == null ? null : word(found, key, vocabulary);
    }

    /** The constant that a text names, or null, reported, where it names none. */
    <E extends Enum<E>> @Nullable E word(Tree.Scalar found, String key, E[] vocabulary) {
        E constant = Ids.find(vocabulary, found.text()).orElse(null);
        if (constant == null) {
            List<String> words = new ArrayList<>(vocabulary.length);
            for (E each : vocabulary) {
                words.add(Ids.of(each));
            }
            unknown(found, key, words);
        }
        return constant;
    }

    /** Reports a text that is not of a vocabulary. */
    void unknown(Tree.Scalar found, String key, List<String> words) {
        String near = Words.didYouMean(found.text(), words);
        String all = Words.oneOf(words);
        if (words.size() <= LISTED) {
            mistake(found, key, all, near);
        } else {
            String hint = near == null ? "known: " + all : near;
            problems.add(found.place(), key + ": " + Words.quoted(found.text()) + " is not known", hint);
        }
    }

    /** The text behind the key; anything else is reported, and then null. */
    Tree.@Nullable Scalar scalar(String key, String expected) {
        known.add(key);
        Tree.Entry entry = mapping.entries().get(key);
        return entry == null ? null : scalar(entry.value(), key, expected);
    }

    /** The text that a tree is; anything else is reported, and then null. */
    Tree.@Nullable Scalar scalar(Tree found, String key, String expected) {
        if (found instanceof Tree.Scalar scalar && !found.isNothing()) {
            return scalar;
        }
        String hint = found instanceof Tree.Mapping ? "a text that begins with { must be quoted" : null;
        mistake(found, key, expected, hint);
        return null;
    }

    /** Reports a value: what was found, what is expected. */
    void mistake(Tree found, String key, String expected, @Nullable String hint) {
        String what =
                found instanceof Tree.Scalar scalar && !found.isNothing() ? Words.quoted(scalar.text()) : found.kind();
        problems.add(found.place(), key + ": found " + what + ", expected " + expected, hint);
    }

    /** Reports a key that may not stand here. */
    void refuse(String key, String message, @Nullable String hint) {
        problems.add(key(key), message, hint);
    }

    /** Reports a key that must be there, if it is not. */
    void require(String key, String hint) {
        if (has(key)) {
            return;
        }
        String message = (name.isEmpty() ? "" : name + ": ") + "`" + key + "` is missing";
        problems.add(name.isEmpty() ? place.source().problem(message, hint) : place.problem(message, hint));
    }

    /** Reports the keys that nobody asked for. To be called last. */
    void close() {
        for (Map.Entry<String, Tree.Entry> entry : mapping.entries().entrySet()) {
            if (!known.contains(entry.getKey())) {
                String near = Words.didYouMean(entry.getKey(), known);
                String message = "unknown key " + Words.quoted(entry.getKey()).replace('"', '`')
                        + (name.isEmpty() ? "" : " in " + name);
                problems.add(
                        entry.getValue().key(), message, near == null ? "known here: " + Words.oneOf(known) : near);
            }
        }
    }
}
