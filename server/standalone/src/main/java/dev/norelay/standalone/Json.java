package dev.norelay.standalone;

import tools.jackson.databind.json.JsonMapper;

/** Writes maps, lists and texts as JSON, keys in the order in which they were put in. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** On one line, without a line end. */
    static String line(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** On as many lines as are good to read, without a line end behind the last one. */
    static String page(Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }
}
