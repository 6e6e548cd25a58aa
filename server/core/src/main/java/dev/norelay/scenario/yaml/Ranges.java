package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Key;
import dev.norelay.scenario.Matcher;

/** Reads bounds: {@code 3}, {@code >10MB}, {@code >=3}, {@code <5s}, {@code 2..5}. */
final class Ranges {
    private Ranges() {}

    /**
     * @throws IllegalArgumentException with what was found and what is expected
     */
    static Matcher read(String text, Key.Kind kind) {
        int dots = text.indexOf("..");
        if (dots > 0) {
            return new Matcher.Range(
                    number(text.substring(0, dots), kind), number(text.substring(dots + 2), kind), kind);
        }
        if (text.startsWith(">=")) {
            return new Matcher.Range(number(text.substring(2), kind), Long.MAX_VALUE, kind);
        } else if (text.startsWith(">")) {
            return new Matcher.Range(number(text.substring(1), kind) + 1, Long.MAX_VALUE, kind);
        } else if (text.startsWith("<=")) {
            return new Matcher.Range(Long.MIN_VALUE, number(text.substring(2), kind), kind);
        } else if (text.startsWith("<")) {
            return new Matcher.Range(Long.MIN_VALUE, number(text.substring(1), kind) - 1, kind);
        }
        long exact = number(text, kind);
        return new Matcher.Range(exact, exact, kind);
    }

    private static long number(String text, Key.Kind kind) {
        String bare = text.strip();
        return switch (kind) {
            case SIZE -> Quantity.size(bare);
            case DURATION -> Quantity.duration(bare).toMillis();
            default -> plain(bare);
        };
    }

    private static long plain(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(
                    Words.quoted(text) + " is no number; write one, or a range such as >3 or 2..5");
        }
        return Long.parseLong(text);
    }
}
