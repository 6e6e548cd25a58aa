package dev.norelay.standalone.story;

import dev.norelay.scenario.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes maps, lists and texts as JSON, keys in the order in which they were put in. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** On one line, without a line end. */
    public static String line(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** A mistake in a scenario file. */
    public static Map<String, @Nullable Object> problem(Problem problem) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("line", problem.line() == 0 ? null : problem.line());
        shown.put("column", problem.column() == 0 ? null : problem.column());
        shown.put("message", problem.message());
        shown.put("hint", problem.hint());
        return shown;
    }

    /** On as many lines as are good to read, without a line end behind the last one. */
    public static String page(Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }
}
