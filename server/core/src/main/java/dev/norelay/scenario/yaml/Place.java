package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Where something stands.
 *
 * @param source the file
 * @param line from 1; 0 in what is no file
 * @param column from 1; 0 in what is no file
 */
record Place(Source source, int line, int column) {

    /** A problem at this place. */
    Problem problem(String message, @Nullable String hint) {
        return line == 0 ? source.problem(message, hint) : source.problem(line, column, message, hint);
    }
}
