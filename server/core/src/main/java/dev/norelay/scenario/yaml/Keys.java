package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Durations;
import dev.norelay.scenario.Sizes;
import dev.norelay.smtp.Ids;
import dev.norelay.smtp.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A map of a file that is being written, keys in the order in which they first came. Values are texts, numbers, flags,
 * lists and maps; {@link #mapping} makes a tree of them, as if it had been read.
 */
final class Keys {
    /** What is written where a value is taken away: {@code user: null}. */
    private static final Object NOTHING = new Object();

    private final Map<String, Object> entries = new LinkedHashMap<>();

    /** A map of one key. */
    static Keys of(String key, Object value) {
        Keys keys = new Keys();
        keys.entries.put(key, value);
        return keys;
    }

    void text(String key, String text) {
        entries.put(key, text);
    }

    void texts(String key, String... texts) {
        list(key, List.of(texts));
    }

    void list(String key, List<?> items) {
        entries.put(key, List.copyOf(items));
    }

    /** A list, or its one item. */
    void oneOrList(String key, List<?> items) {
        entries.put(key, oneOrList(items));
    }

    static Object oneOrList(List<?> items) {
        return items.size() == 1 ? items.get(0) : List.copyOf(items);
    }

    void number(String key, long number) {
        entries.put(key, number);
    }

    void flag(String key, boolean flag) {
        entries.put(key, flag);
    }

    void word(String key, Enum<?> word) {
        entries.put(key, Ids.of(word));
    }

    void words(String key, Enum<?>... words) {
        List<String> ids = new ArrayList<>(words.length);
        for (Enum<?> word : words) {
            ids.add(Ids.of(word));
        }
        list(key, ids);
    }

    void duration(String key, Duration duration) {
        entries.put(key, Durations.written(duration));
    }

    void size(String key, long octets) {
        entries.put(key, quantity(Sizes.written(octets)));
    }

    /** A number where it has no unit, else a text. */
    static Object quantity(String written) {
        return written.matches("\\d{1,18}") ? (Object) Long.valueOf(written) : written;
    }

    /** A reply of one line is a text, one of several a list. */
    void reply(String key, Reply reply) {
        oneOrList(
                key,
                reply.lines().stream()
                        .map(line ->
                                line.text().isEmpty() ? "" + line.code() : line.code() + " " + escaped(line.text()))
                        .toList());
    }

    /** With the escapes for octets that are not UTF-8: {@code \xc7}. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            escaped.append(Reply.isOctet(unit) ? String.format(Locale.ROOT, "\\x%02x", unit & 0xff) : unit);
        }
        return escaped.toString();
    }

    /** Takes a value of a lower layer away. */
    void nothing(String key) {
        entries.put(key, NOTHING);
    }

    void map(String key, Keys map) {
        entries.put(key, map);
    }

    /** The map behind the key; there is one from now on, in place of anything else. */
    Keys map(String key) {
        if (entries.get(key) instanceof Keys present) {
            return present;
        }
        Keys added = new Keys();
        entries.put(key, added);
        return added;
    }

    /** Puts these keys first, as far as there are any. */
    void sort(String... first) {
        Map<String, Object> unsorted = new LinkedHashMap<>(entries);
        entries.clear();
        for (String key : first) {
            if (unsorted.containsKey(key)) {
                entries.put(key, unsorted.get(key));
            }
        }
        entries.putAll(unsorted);
    }

    void remove(String key) {
        entries.remove(key);
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void addAll(Keys others) {
        entries.putAll(others.entries);
    }

    /** What has been written so far, all of it at this place. */
    Tree.Mapping mapping(Place place) {
        Map<String, Tree.Entry> written = new LinkedHashMap<>();
        entries.forEach((key, value) -> written.put(key, new Tree.Entry(place, tree(value, place))));
        return new Tree.Mapping(place, written);
    }

    private static Tree tree(Object value, Place place) {
        if (value instanceof Keys map) {
            return map.mapping(place);
        } else if (value instanceof List<?> list) {
            List<Tree> items = new ArrayList<>(list.size());
            list.forEach(item -> items.add(tree(item, place)));
            return new Tree.Sequence(place, items);
        }
        return value == NOTHING
                ? new Tree.Scalar(place, "null", true)
                : new Tree.Scalar(place, value.toString(), !(value instanceof String));
    }
}
