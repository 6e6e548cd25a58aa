package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Where something stands.
 *
 * @param source the file
 * @param line from 1
 * @param column from 1
 */
record Place(Source source, int line, int column) {

    /** A problem at this place. */
    Problem problem(String message, @Nullable String hint) {
        return source.problem(line, column, message, hint);
    }
}
