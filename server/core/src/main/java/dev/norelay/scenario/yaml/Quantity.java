package dev.norelay.scenario.yaml;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as files write them. */
final class Quantity {
    private static final Pattern DURATION = Pattern.compile("([+-]?\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18}) ?([kmg]?)(i?)b?", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+");
    /** Beyond this nobody's clock is off, and certificates cannot follow. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Quantity() {}

    /**
     * Reads {@code 500ms}, {@code 2s}, {@code 5m}, {@code 15h}, {@code -400d}.
     *
     * @throws IllegalArgumentException saying what was found and what is expected
     */
    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            String why = NUMBER.matcher(text).matches()
                    ? " needs a unit (ms, s, m, h or d), such as " + text + "s"
                    : " is not a duration: expected a whole number and a unit (ms, s, m, h or d), such as 2s";
            throw new IllegalArgumentException(Words.quoted(text) + why);
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        if (duration.abs().compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(Words.quoted(text) + " is too long: expected at most 36500d");
        }
        return duration;
    }

    /**
     * Reads {@code 10MB} (decimal), {@code 10MiB} (binary), {@code 512} (octets).
     *
     * @throws IllegalArgumentException saying what was found and what is expected
     */
    static long size(String text) {
        if (text.startsWith("-")
                && NUMBER.matcher(text.replaceAll("(?i)[ kmgib]", "")).matches()) {
            throw new IllegalArgumentException(Words.quoted(text) + " is negative: expected 0 or more octets");
        }
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()
                || (matcher.group(2).isEmpty() && !matcher.group(3).isEmpty())) {
            throw new IllegalArgumentException(
                    Words.quoted(text)
                            + " is not a size: expected octets, or a whole number with KB, MB, GB, KiB, MiB or GiB, such as 10MB");
        }
        long base = matcher.group(3).isEmpty() ? 1_000 : 1_024;
        long unit = switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> base;
            case "m" -> base * base;
            case "g" -> base * base * base;
            default -> 1;
        };
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(Words.quoted(text) + " is too large: no message has that size", e);
        }
    }
}
