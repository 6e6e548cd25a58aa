package dev.norelay.outbox;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the server answered (RFC 5321 §4.2).
 *
 * @param code three digits; less than 200 where there was no sensible reply
 * @param lines as they came
 */
record Answer(int code, List<String> lines) {
    Answer {
        lines = List.copyOf(lines);
    }

    /** Lines with different codes are no answer: nobody can know what is meant (RFC 5321 §4.2.1). */
    static Answer of(int code, String text) {
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        boolean agree = lines.stream().allMatch(line -> line.startsWith(Integer.toString(code)));
        return new Answer(agree ? code : 0, lines);
    }

    boolean isYes() {
        return code >= 200 && code < 300;
    }

    /** Whether the server says that it may be different later. */
    boolean isForNow() {
        return code >= 400 && code < 500;
    }

    boolean isNever() {
        return code >= 500 && code < 600;
    }

    /** Whether it says no, either way. */
    boolean isNo() {
        return isForNow() || isNever();
    }

    /** On one line, each code once. */
    String text() {
        String rest = lines.stream()
                .skip(1)
                .map(line -> line.length() > 4 ? line.substring(4) : "")
                .collect(Collectors.joining(" "));
        String first = lines.isEmpty() ? "" : lines.get(0).replaceFirst("^(\\d{3})-", "$1 ");
        return (first + " " + rest).strip().replaceAll("\\s+", " ");
    }
}
