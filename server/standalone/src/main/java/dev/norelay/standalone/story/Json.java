package dev.norelay.standalone.story;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.norelay.scenario.Problem;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON, which is maps, lists, texts, numbers, booleans and null here, and nothing else: an object of norelay's own has to be
 * told key by key. Keys come in the order in which they were put in. Stateless, thread-safe.
 */
public final class Json {
    private static final JSON LINE = JSON.std
            .with(JSON.Feature.WRITE_NULL_PROPERTIES, JSON.Feature.FAIL_ON_UNKNOWN_TYPE_WRITE)
            .without(JSON.Feature.HANDLE_JAVA_BEANS);

    private Json() {}

    /** On one line, without a line end. */
    public static String line(Object value) {
        return written(LINE, value);
    }

    /** On as many lines as are good to read, without a line end behind the last one. */
    public static String page(Object value) {
        return written(LINE.with(JSON.Feature.PRETTY_PRINT_OUTPUT), value);
    }

    private static String written(JSON form, Object value) {
        try {
            return form.asString(value);
        } catch (IOException e) {
            throw new IllegalStateException("this is told key by key, or not at all", e);
        }
    }

    /**
     * What stands in a document in UTF-8.
     *
     * @throws JacksonException if it is no JSON, if a key is there twice, or if something follows
     */
    public static @Nullable Object read(byte[] document) throws JacksonException {
        JsonFactory strict = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (JsonParser parser = strict.createParser(document)) {
            Object value = LINE.anyFrom(parser);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "something follows the JSON value");
            }
            return value;
        } catch (JacksonException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("a document in memory can be read", e);
        }
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
}
