package dev.norelay.scenario;

import java.time.Duration;
import java.util.List;

/**
 * What there is to say to a {@link Key} at an occasion.
 *
 * @param texts all that it may be called, as in {@code TLSv1.3} and {@code true}, the most telling first; empty where
 *     there is nothing
 * @param number where it is one; octets of a size, milliseconds of a duration
 */
record Fact(List<String> texts, long number) {
    static final Fact NOTHING = new Fact(List.of(), -1);

    /** Messages show so much of a text: a body may be long. */
    private static final int SHOWN = 80;

    Fact {
        texts = List.copyOf(texts);
    }

    static Fact of(String... texts) {
        return of(List.of(texts));
    }

    static Fact of(List<String> texts) {
        return new Fact(texts, -1);
    }

    static Fact of(boolean flag) {
        return of(Boolean.toString(flag));
    }

    static Fact of(long number) {
        return new Fact(List.of(Long.toString(number)), number);
    }

    static Fact of(Duration duration) {
        return new Fact(List.of(Durations.written(duration)), duration.toMillis());
    }

    /** As messages show it: the first text, in one line and cut to a readable length. */
    @Override
    public String toString() {
        return texts.isEmpty() ? "none" : shown(texts.get(0));
    }

    static String shown(String text) {
        String line = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        return line.replaceAll("\\p{Cntrl}+", " ");
    }
}
