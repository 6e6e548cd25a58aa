package dev.norelay.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A text as words, in lower case, without punctuation and line ends; its codes apart, since clients drop and move them.
 * Made in one pass, linear in the text's length.
 *
 * @param words in order
 * @param codes in order, each once
 */
record Words(List<String> words, List<Code> codes) {
    /** What follows a number that is no reply code: 502 ms. */
    private static final Set<String> UNITS =
            Set.of("ms", "s", "sec", "seconds", "milliseconds", "bytes", "octets", "kb", "mb", "b");
    /** Postfix's own summary of a delivery, which no server has said. */
    private static final String SUMMARY = "dsn=";
    /** A port that looks like a reply code. */
    private static final String HTTPS = "443";

    /** Reads a text, whatever it is quoted in. */
    static Words of(String text) {
        return new Scan(Unquoted.of(text)).words();
    }

    private static final class Scan {
        private final String text;
        private final List<String> words = new ArrayList<>();
        private final List<Code> codes = new ArrayList<>();
        /** The last code, if nothing but its separator has come since: an enhanced one may belong to it. */
        private int codeEnd = -2;

        Scan(String text) {
            this.text = text;
        }

        Words words() {
            int i = 0;
            while (i < text.length()) {
                char c = text.charAt(i);
                if (isDigit(c)) {
                    i = number(i);
                } else if (isWord(c)) {
                    i = word(i);
                } else {
                    i++;
                }
            }
            return new Words(words, codes.stream().distinct().toList());
        }

        /** A word that begins with a letter; it may have digits, and an apostrophe before its last letters. */
        private int word(int from) {
            int to = from;
            while (to < text.length() && isWord(text.charAt(to))) {
                to++;
            }
            String word = text.substring(from, to);
            int ending = contraction(to);
            if (ending > to) {
                word += text.substring(to + 1, ending);
                to = ending;
            }
            words.add(word.toLowerCase(Locale.ROOT));
            return to;
        }

        /** The end of {@code 't} and the like; else the same place. */
        private int contraction(int at) {
            if (at + 1 >= text.length() || (text.charAt(at) != '\'' && text.charAt(at) != '\u2019')) {
                return at;
            }
            int to = at + 1;
            while (to < text.length() && to < at + 4 && Character.isLetter(text.charAt(to))) {
                to++;
            }
            boolean ends = to > at + 1 && to < at + 4 && (to == text.length() || !isWord(text.charAt(to)));
            return ends && at > 0 && Character.isLetter(text.charAt(at - 1)) ? to : at;
        }

        /** Digits: a code, a part of a word, or a number among the words. */
        private int number(int from) {
            int dotted = dotted(from);
            boolean begins = from == 0 || (!isWord(text.charAt(from - 1)) && text.charAt(from - 1) != '.');
            int to = from;
            while (to < text.length() && isDigit(text.charAt(to))) {
                to++;
            }
            if (begins && dotted > 0 && isEnhanced(from, dotted)) {
                enhanced(from, dotted);
                return dotted;
            }
            boolean alone = to == text.length() || !isWord(text.charAt(to));
            if (begins && alone && isBasic(from, to)) {
                codes.add(new Code(text.substring(from, to), ""));
                codeEnd = to;
                return to;
            }
            return alone && begins ? plain(from, to) : word(from);
        }

        private int plain(int from, int to) {
            words.add(text.substring(from, to));
            return to;
        }

        /** The end of three numbers with dots between, else -1. */
        private int dotted(int from) {
            int at = from;
            for (int part = 0; part < 3; part++) {
                int start = at;
                while (at < text.length() && at < start + 3 && isDigit(text.charAt(at))) {
                    at++;
                }
                if (at == start || (part < 2 && (at >= text.length() || text.charAt(at) != '.'))) {
                    return -1;
                }
                at += part < 2 ? 1 : 0;
            }
            return at;
        }

        /** RFC 3463 §2. An address of the Internet has four numbers. */
        private boolean isEnhanced(int from, int to) {
            boolean failure = (text.charAt(from) == '4' || text.charAt(from) == '5') && text.charAt(from + 1) == '.';
            boolean longer = to < text.length() && (isWord(text.charAt(to)) || isDotAndDigit(to));
            boolean summary = from >= SUMMARY.length() && text.startsWith(SUMMARY, from - SUMMARY.length());
            return failure && !longer && !summary;
        }

        private void enhanced(int from, int to) {
            String enhanced = text.substring(from, to);
            int last = codes.size() - 1;
            if (last >= 0 && from - codeEnd >= 0 && from - codeEnd <= 5 && isSeparator(codeEnd, from)) {
                Code before = codes.get(last);
                codes.set(last, new Code(before.basic(), enhanced));
            } else {
                codes.add(new Code("", enhanced));
            }
            codeEnd = -2;
        }

        /** Between a code and its enhanced code: {@code 550 5.7.1}, {@code 550-5.7.1}, {@code (550, b'5.7.1}. */
        private boolean isSeparator(int from, int to) {
            for (int i = from; i < to; i++) {
                if (" -,:b'\"#".indexOf(text.charAt(i)) < 0) {
                    return false;
                }
            }
            return true;
        }

        /** RFC 5321 §4.2.1: of failures, 4yz and 5yz; the second digit is at most 5. */
        private boolean isBasic(int from, int to) {
            if (to - from != 3
                    || (text.charAt(from) != '4' && text.charAt(from) != '5')
                    || text.charAt(from + 1) > '5') {
                return false;
            }
            boolean process = from > 0 && text.charAt(from - 1) == '[';
            boolean port = text.startsWith(HTTPS, from);
            return !process && !port && !isDotAndDigit(to) && !isMeasure(to);
        }

        private boolean isMeasure(int to) {
            int from = to < text.length() && text.charAt(to) == ' ' ? to + 1 : to;
            int end = from;
            while (end < text.length() && end < from + 13 && isWord(text.charAt(end))) {
                end++;
            }
            return UNITS.contains(text.substring(from, end).toLowerCase(Locale.ROOT));
        }

        private boolean isDotAndDigit(int at) {
            return at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1));
        }

        private static boolean isWord(char c) {
            return Character.isLetterOrDigit(c) || c == '_';
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }
    }
}
