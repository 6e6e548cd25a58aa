package dev.norelay.scenario;

import java.util.List;

/**
 * What there is to say to a {@link Key} at an occasion.
 *
 * @param texts all that it may be called, as in {@code true} and {@code TLSv1.3}; empty where there is nothing
 * @param number where it is one; octets of a size, milliseconds of a duration
 */
record Fact(List<String> texts, long number) {
    static final Fact NOTHING = new Fact(List.of(), -1);

    static Fact of(String... texts) {
        return new Fact(List.of(texts), -1);
    }

    static Fact of(boolean flag) {
        return of(Boolean.toString(flag));
    }

    static Fact of(long number) {
        return new Fact(List.of(Long.toString(number)), number);
    }

    @Override
    public String toString() {
        return texts.isEmpty() ? "none" : texts.get(0);
    }
}
