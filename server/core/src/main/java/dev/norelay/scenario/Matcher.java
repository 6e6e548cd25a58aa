package dev.norelay.scenario;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What a condition compares with: a value, so that a rule made in Java can be written as a file. */
public sealed interface Matcher {

    /** Whether what there is matches. */
    boolean matches(Fact fact);

    /** Where numbers begin to match: the least of each range. */
    default LongStream bounds() {
        if (this instanceof Range range) {
            return LongStream.of(Math.max(0, range.least()));
        }
        return this instanceof AnyOf any ? any.matchers().stream().flatMapToLong(Matcher::bounds) : LongStream.empty();
    }

    /** Whether such values can be compared with this. */
    default boolean fits(Key.Kind kind) {
        return !kind.isMeasured();
    }

    /** A text in which {@code *} stands for anything, case of letters ignored. */
    record Text(Glob glob) implements Matcher {
        /** Reads the pattern. */
        public static Text of(String pattern) {
            return new Text(new Glob(pattern));
        }

        @Override
        public boolean matches(Fact fact) {
            return fact.texts().stream().anyMatch(glob::matches);
        }

        @Override
        public String toString() {
            return glob.toString();
        }
    }

    /**
     * A regular expression that must be found somewhere; a search that takes too long finds nothing.
     *
     * @param pattern without the slashes
     */
    record Regex(Pattern pattern) implements Matcher {
        /** Longer ones are no person's, and may overflow the stack of their compiler. */
        private static final int LONGEST = 1_000;

        private static final int MOST_REPEATS = 1_000;
        private static final Pattern REPEAT = Pattern.compile("(\\)?)\\{(\\d{1,10}),?(\\d{0,10})}");

        /**
         * @throws IllegalArgumentException if it is none, or too long
         */
        public static Regex of(String pattern) {
            refuseBombs(pattern);
            try {
                return new Regex(Pattern.compile(pattern));
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "/" + pattern + "/ is no regular expression: " + e.getDescription(), e);
            }
        }

        /** What {@link BoundedText} cannot bound, since it need not look at the text. */
        private static void refuseBombs(String pattern) {
            if (pattern.length() > LONGEST) {
                throw new IllegalArgumentException(
                        "a regular expression has at most " + LONGEST + " characters, not " + pattern.length());
            }
            long nested = 1;
            java.util.regex.Matcher repeat = REPEAT.matcher(pattern);
            while (repeat.find()) {
                long often = Math.max(Long.parseLong(repeat.group(2)), Long.parseLong("0" + repeat.group(3)));
                nested = repeat.group(1).isEmpty() ? nested : nested * often;
                if (often > MOST_REPEATS || nested > MOST_REPEATS) {
                    throw new IllegalArgumentException("a regular expression repeats at most " + MOST_REPEATS
                            + " times, groups within groups multiplied");
                }
            }
        }

        @Override
        public boolean matches(Fact fact) {
            return fact.texts().stream().anyMatch(text -> BoundedText.find(pattern, text));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Regex that && pattern.pattern().equals(that.pattern.pattern());
        }

        @Override
        public int hashCode() {
            return pattern.pattern().hashCode();
        }

        @Override
        public String toString() {
            return "/" + pattern.pattern() + "/";
        }
    }

    /**
     * A number within bounds, both of which belong to it.
     *
     * @param kind how bounds are written
     */
    record Range(long least, long most, Key.Kind kind) implements Matcher {
        public Range {
            if (least > most) {
                throw new IllegalArgumentException("nothing lies between " + least + " and " + most);
            }
        }

        @Override
        public boolean matches(Fact fact) {
            return !fact.texts().isEmpty() && fact.number() >= least && fact.number() <= most;
        }

        @Override
        public boolean fits(Key.Kind other) {
            return kind == other && other.isMeasured();
        }

        @Override
        public String toString() {
            if (least == most) {
                return written(least);
            } else if (most == Long.MAX_VALUE) {
                return least == 0 ? ">=" + written(0) : shorter(">" + written(least - 1), ">=" + written(least));
            } else if (least == Long.MIN_VALUE) {
                return shorter("<" + written(most + 1), "<=" + written(most));
            }
            return written(least) + ".." + written(most);
        }

        /** The one that a person would have written: {@code >=10MB}, not {@code >9999999}. */
        private static String shorter(String first, String second) {
            return second.length() < first.length() ? second : first;
        }

        private String written(long number) {
            return switch (kind) {
                case SIZE -> Sizes.written(number);
                case DURATION -> Durations.written(Duration.ofMillis(number));
                default -> Long.toString(number);
            };
        }
    }

    /** Nothing is there: the client has not said HELO, nobody has logged in. */
    record None() implements Matcher {
        @Override
        public boolean matches(Fact fact) {
            return fact.texts().isEmpty();
        }

        @Override
        public String toString() {
            return "none";
        }
    }

    /** One of these at least. */
    record AnyOf(List<Matcher> matchers) implements Matcher {
        public AnyOf {
            matchers = List.copyOf(matchers);
            if (matchers.isEmpty()) {
                throw new IllegalArgumentException("nothing is one of none: give at least one");
            }
        }

        @Override
        public boolean fits(Key.Kind kind) {
            return matchers.stream().allMatch(matcher -> matcher.fits(kind));
        }

        @Override
        public boolean matches(Fact fact) {
            return matchers.stream().anyMatch(matcher -> matcher.matches(fact));
        }

        @Override
        public String toString() {
            return matchers.stream().map(Matcher::toString).collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /** Not this. */
    record Not(Matcher matcher) implements Matcher {
        @Override
        public boolean fits(Key.Kind kind) {
            return matcher.fits(kind);
        }

        @Override
        public boolean matches(Fact fact) {
            return !matcher.matches(fact);
        }

        @Override
        public String toString() {
            return "{ not: " + matcher + " }";
        }
    }

    /** A flag. */
    static Matcher flag(boolean flag) {
        return Text.of(Boolean.toString(flag));
    }
}
