package dev.norelay.standalone.http;

import dev.norelay.standalone.story.Json;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is answered to a request.
 *
 * @param status of HTTP
 * @param type of the content; empty where there is none
 * @param octets of the content
 * @param headers beyond those that each answer has
 */
record Answer(int status, String type, Buffer octets, Map<String, String> headers) {
    private static final String JSON = "application/json";

    /** 204. */
    static final Answer NOTHING = new Answer(204, "", Buffer.buffer(), Map.of());

    /** 200 with JSON. */
    static Answer json(Object value) {
        return json(200, value);
    }

    static Answer json(int status, Object value) {
        return text(status, JSON, Json.line(value) + "\n");
    }

    /** 201 with JSON, and where it is. */
    static Answer created(String location, Object value) {
        return json(201, value).with("Location", location);
    }

    /** 200 with octets. */
    static Answer octets(String type, byte[] octets) {
        return new Answer(200, type, Buffer.buffer(octets), Map.of());
    }

    /** 200 with a text in UTF-8. */
    static Answer text(String type, String text) {
        return text(200, type, text);
    }

    private static Answer text(int status, String type, String text) {
        String shown = type.startsWith("text/") && !type.contains("charset") ? type + "; charset=utf-8" : type;
        return new Answer(status, shown, Buffer.buffer(text), Map.of());
    }

    static Answer problem(Trouble trouble) {
        return text(trouble.kind().status(), "application/problem+json", Json.line(trouble.document()) + "\n");
    }

    /** The same with one more header. */
    Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, type, octets, more);
    }
}
