package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file's name and text, as far as problems show them. For one reading, by one thread. */
final class Source {
    /** Longer lines are cut: a problem is read in a terminal. */
    private static final int SHOWN = 160;
    /** Nobody writes longer lines by hand, and guessing what was meant costs time that grows with their square. */
    private static final int GUESSED = 1_000;

    private final String file;
    private final String text;
    /** Only problems need lines, and good files have none. */
    private @Nullable List<String> lines;

    Source(String file, String text) {
        this.file = file;
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    String file() {
        return file;
    }

    /** The whole text, without a byte order mark. */
    String text() {
        return text;
    }

    /** The beginning of the line with that number, from 1; empty behind the end. */
    String line(int number) {
        if (lines == null) {
            lines = text.lines().toList();
        }
        String line = number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
        return line.length() > GUESSED ? line.substring(0, GUESSED) : line;
    }

    /** A problem at a place, the line shown with it. */
    Problem problem(int line, int column, String message, @Nullable String hint) {
        return new Problem(file, line, column, message, hint, column > SHOWN ? null : shown(line(line)));
    }

    /** A problem that has no place in the file. */
    Problem problem(String message, @Nullable String hint) {
        return new Problem(file, 0, 0, message, hint, null);
    }

    /** Tabs become visible, and nothing in a file can steer the terminal. */
    private static String shown(String line) {
        StringBuilder shown = new StringBuilder(line.length());
        line.codePoints()
                .limit(SHOWN)
                .forEach(c -> shown.appendCodePoint(c == '\t' ? '→' : Character.isISOControl(c) ? '?' : c));
        return line.codePointCount(0, line.length()) > SHOWN ? shown.append('…').toString() : shown.toString();
    }
}
