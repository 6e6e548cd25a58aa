package dev.norelay.scenario.yaml;

import static net.jqwik.api.Arbitraries.integers;
import static net.jqwik.api.Arbitraries.longs;
import static net.jqwik.api.Arbitraries.oneOf;
import static net.jqwik.api.Arbitraries.strings;

import dev.norelay.smtp.Reply;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Values of scenario files, for properties. */
final class AnyText {
    /** Among them all that YAML, or the reader, might take for something else. */
    static final Arbitrary<String> TEXTS = oneOf(
            Arbitraries.of(List.of(
                    "",
                    " ",
                    "~",
                    "null",
                    "NULL",
                    "nUlL",
                    "true",
                    "no",
                    "on",
                    "42",
                    "0x1F",
                    "1e3",
                    "-",
                    "- a",
                    "a: b",
                    "a # b",
                    "#",
                    "{",
                    "[a]",
                    "*",
                    "&x",
                    "!t",
                    "%",
                    "@",
                    "`",
                    "'",
                    "\"",
                    "a\nb",
                    "a\n",
                    "\n a\n\n",
                    "\r",
                    " lead",
                    "trail ",
                    "trail  \t",
                    "a  b",
                    "ä€😀",
                    "\u0007\u0085\u2028\uFEFF",
                    "?",
                    ": ",
                    "a:",
                    ",a",
                    "|",
                    ">",
                    "\\",
                    "---",
                    "...",
                    "<<",
                    "=")),
            strings().withChars("ab :#'\"{}[],&*!|>%@\\-~\n\t").ofMaxLength(12),
            strings().withChars("abc d").ofMinLength(100).ofMaxLength(260),
            strings().all().ofMaxLength(8).filter(AnyText::isText));

    static final Arbitrary<Long> SIZES = oneOf(
            longs().between(1, 3_000),
            longs().between(1, 2_000).map(n -> n * 1_000_000),
            longs().between(1, 99).map(n -> n << 20));

    static final Arbitrary<Duration> DURATIONS = oneOf(
            integers().between(1, 999_999_999).map(Duration::ofMillis),
            integers().between(1, 100_000).map(Duration::ofSeconds),
            integers().between(1, 36_500).map(Duration::ofDays));

    /** What follows a code; in braces only what is filled in. */
    private static final Arbitrary<String> WORDS = oneOf(
            TEXTS.filter(text -> !text.matches("(?s).*[\\r\\n].*|.*\\{[^{}\\s]+}.*")),
            Arbitraries.of("5.7.1 <{recipient}>: no", "4.7.0 {hostname} busy", "-odd"));

    private AnyText() {}

    /** Half a surrogate is no text: no file holds one. */
    private static boolean isText(String text) {
        return text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }

    static Arbitrary<String[]> arrays(Arbitrary<String> texts) {
        return texts.array(String[].class).ofMaxSize(3);
    }

    static Arbitrary<Reply> replies(int leastCode, int mostCode) {
        return Combinators.combine(integers().between(leastCode, mostCode), WORDS)
                .as(Reply.Line::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(Reply::new);
    }
}
