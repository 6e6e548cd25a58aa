package dev.norelay.scenario;

import org.jspecify.annotations.Nullable;

/**
 * One mistake in a scenario file.
 *
 * @param file as it was given
 * @param line from 1; 0 where the mistake has no place in the file
 * @param column from 1; 0 where the mistake has no place in the file
 * @param message what was found and what is expected
 * @param hint what to do about it, such as the nearest known key, or null
 * @param source the line it stands in, or null
 */
public record Problem(
        String file,
        int line,
        int column,
        String message,
        @Nullable String hint,
        @Nullable String source) {

    /** {@code file:line:column: message}, the line, a caret, and the hint. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line).append(':').append(column);
        }
        text.append(": ").append(message);
        if (source != null) {
            String number = Integer.toString(line);
            text.append("\n  ").append(number).append(" | ").append(source);
            text.append("\n  ").append(" ".repeat(number.length())).append(" | ");
            text.append(" ".repeat(Math.max(0, column - 1))).append('^');
        }
        if (hint != null) {
            text.append("\n  ").append(hint);
        }
        return text.toString();
    }
}
