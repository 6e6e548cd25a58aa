package dev.norelay.standalone.http;

import static dev.norelay.standalone.http.Trouble.Kind.BAD_PARAMETER;
import static dev.norelay.standalone.http.Trouble.Kind.MALFORMED_BODY;
import static dev.norelay.standalone.http.Trouble.Kind.UNSUPPORTED_MEDIA_TYPE;

import com.fasterxml.jackson.core.JacksonException;
import dev.norelay.scenario.Durations;
import dev.norelay.standalone.story.Json;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request as it came, whole. What is wrong with it is told when it is read. Immutable. */
final class Request {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    /** How the parser says where something begins; it has no source to name. */
    private static final Pattern SOURCE =
            Pattern.compile("\\(start marker at \\[Source: [^\\]]*; (line: \\d+, column: \\d+)\\]\\)");

    private final Map<String, String> path;
    private final MultiMap query;
    private final MultiMap headers;
    private final byte[] body;

    private Request(Map<String, String> path, MultiMap query, MultiMap headers, byte[] body) {
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
    }

    /** On the event loop, behind the body. */
    static Request of(RoutingContext context) {
        Buffer octets = context.body() == null ? null : context.body().buffer();
        return new Request(
                Map.copyOf(context.pathParams()),
                context.queryParams(),
                context.request().headers(),
                octets == null ? new byte[0] : octets.getBytes());
    }

    // The path and the query.

    /** A part of the path, by the name that the route gives it. */
    String path(String name) {
        return path.getOrDefault(name, "");
    }

    /** A number in the path; empty where it is none, and so names nothing. */
    OptionalLong pathNumber(String name) {
        String text = path(name);
        return text.matches("[0-9]{1,9}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** Slips in names of parameters would go unnoticed. */
    Request knows(String... names) {
        Set<String> known = new TreeSet<>(List.of(names));
        for (String name : query.names()) {
            if (!known.contains(name) && !name.equals(Gate.TOKEN)) {
                throw new Trouble(
                        BAD_PARAMETER,
                        "unknown parameter " + shown(name) + "; "
                                + (known.isEmpty() ? "there are none here" : "there are " + String.join(", ", known)));
            }
        }
        return this;
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).filter(text -> !text.isEmpty());
    }

    /** A number within bounds. */
    OptionalLong number(String name, long least, long most) {
        String text = query(name).orElse(null);
        if (text == null) {
            return OptionalLong.empty();
        }
        boolean digits = text.matches("-?[0-9]{1,18}");
        if (!digits || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            throw new Trouble(
                    BAD_PARAMETER, name + " is a number from " + least + " to " + most + ", not " + shown(text));
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    /** One of these words; without it the first. */
    String word(String name, String... words) {
        String text = query(name).orElse(words[0]);
        if (!List.of(words).contains(text)) {
            throw new Trouble(BAD_PARAMETER, name + " is one of " + String.join(", ", words) + ", not " + shown(text));
        }
        return text;
    }

    /** How many on a page. */
    int limit() {
        return (int) number("limit", 1, 500).orElse(50);
    }

    Duration duration(String name, Duration unless, Duration most) {
        return query(name).map(text -> duration(name, text, most)).orElse(unless);
    }

    static Duration duration(String name, String text, Duration most) {
        Matcher matcher = DURATION.matcher(text);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            Duration duration = switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
            if (duration.compareTo(most) <= 0) {
                return duration;
            }
        }
        throw new Trouble(
                BAD_PARAMETER,
                name + " is a duration such as 500ms, 30s or 10m, at most " + Durations.written(most) + ", not "
                        + shown(text));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    // The body.

    boolean hasBody() {
        return body.length > 0;
    }

    /** Whether the body is of that type, such as {@code application/yaml}; parameters do not count. */
    boolean isOf(String... types) {
        String type = headers.contains("Content-Type") ? headers.get("Content-Type") : "";
        String bare = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return List.of(types).contains(bare);
    }

    boolean isYaml() {
        return isOf("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml", "text/plain");
    }

    boolean isJson() {
        return isOf("application/json");
    }

    /** Where nothing is to be said. A slip in a body would go unnoticed. */
    Request withoutBody() {
        if (hasBody() && !(isJson() && Map.of().equals(document(body)))) {
            throw new Trouble(MALFORMED_BODY, "nothing can be said here; send no body");
        }
        return this;
    }

    /** The body as text, whatever is in it: a scenario or a rule in YAML, or in JSON, which is YAML too. */
    String document() {
        if (!isYaml() && !isJson()) {
            throw wrongType("application/yaml or application/json");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Trouble(MALFORMED_BODY, "the body is not UTF-8 text");
        }
    }

    Trouble wrongType(String wanted) {
        return new Trouble(
                UNSUPPORTED_MEDIA_TYPE,
                "the body is " + header("Content-Type").map(Request::shown).orElse("of no type")
                        + "; send it with Content-Type: " + wanted);
    }

    /** The body as a JSON object that has no other keys than these. */
    Map<String, @Nullable Object> json(String... keys) {
        if (!isJson()) {
            throw wrongType("application/json");
        }
        if (!(document(body) instanceof Map<?, ?> object)) {
            throw new Trouble(MALFORMED_BODY, "the body is a JSON object with " + String.join(", ", keys));
        }
        Map<String, @Nullable Object> known = new LinkedHashMap<>();
        object.forEach((key, value) -> known.put(String.valueOf(key), value));
        for (String key : known.keySet()) {
            if (!List.of(keys).contains(key)) {
                throw new Trouble(
                        MALFORMED_BODY, "unknown key " + shown(key) + "; there are " + String.join(", ", keys));
            }
        }
        return known;
    }

    private static @Nullable Object document(byte[] body) {
        try {
            return Json.read(body);
        } catch (JacksonException e) {
            String what = SOURCE.matcher(e.getOriginalMessage()).replaceAll("(start marker at $1)");
            throw new Trouble(MALFORMED_BODY, "the body is no JSON: " + what + place(e));
        }
    }

    private static String place(JacksonException failure) {
        return failure.getLocation() == null
                ? ""
                : " (line " + failure.getLocation().getLineNr() + ", column "
                        + failure.getLocation().getColumnNr() + ")";
    }

    /** A text in a JSON object; null where there is none. */
    static @Nullable String text(Map<String, @Nullable Object> object, String key) {
        Object value = object.get(key);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new Trouble(MALFORMED_BODY, key + " is a text");
    }

    /** A text that must be there. */
    static String required(Map<String, @Nullable Object> object, String key) {
        String text = text(object, key);
        if (text == null || text.isEmpty()) {
            throw new Trouble(MALFORMED_BODY, "the body lacks " + key);
        }
        return text;
    }

    /** What came from outside, short enough to repeat, without what could steer a terminal. */
    static String shown(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= 80 ? plain : plain.substring(0, 80) + "…";
    }
}
