package dev.norelay.testcontainers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The control API of one norelay, over HTTP. Blocks while it asks. Thread-safe. */
final class Api {
    /** Longer than {@code await} can take. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int FIRST_THAT_FAILS = 400;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // more may join
            .build();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI address;
    private final String token;

    /**
     * Connects to nobody yet.
     *
     * @param address such as {@code http://localhost:8025}
     */
    Api(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    URI address() {
        return address;
    }

    /** Whether its main server listens; not where nobody answers. */
    boolean isReady() throws InterruptedException {
        try {
            return client.send(request("GET", "/ready", null).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException nobody) {
            return false; // as before it listens
        }
    }

    JsonNode get(String path) {
        return JSON.readTree(text(path));
    }

    String text(String path) {
        return ask("GET", path, null);
    }

    JsonNode post(String path, Object body) {
        return JSON.readTree(ask("POST", path, JSON.writeValueAsString(body)));
    }

    void delete(String path) {
        ask("DELETE", path, null);
    }

    /** What was answered, as a value. */
    <T> T read(JsonNode answer, Class<T> type) {
        return JSON.treeToValue(answer, type);
    }

    private String ask(String method, String path, @Nullable String json) {
        try {
            HttpResponse<String> answer =
                    client.send(request(method, path, json).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() >= FIRST_THAT_FAILS) {
                throw failure(method, path, answer);
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException("norelay does not answer at " + address + ": has the container ended?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while norelay was asked for " + path, e);
        }
    }

    private HttpRequest.Builder request(String method, String path, @Nullable String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve("/api/v1" + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        return json == null ? request : request.header("Content-Type", "application/json");
    }

    /** A problem document (RFC 9457), or whatever a proxy in between has said. */
    private static NorelayException failure(String method, String path, HttpResponse<String> answer) {
        String asked = method + " " + path + " is answered with " + answer.statusCode();
        try {
            JsonNode problem = JSON.readTree(answer.body());
            StringJoiner text =
                    new StringJoiner("\n").add(problem.path("detail").asString(asked));
            problem.path("nearMisses").forEach(miss -> text.add(miss.asString()));
            text.add(problem.path("transcript").asString(""));
            return new NorelayException(
                    problem.path("type").asString("").replaceFirst("^/problems/", ""),
                    text.toString().strip());
        } catch (JacksonException noProblem) {
            return new NorelayException("", asked + ": " + answer.body());
        }
    }
}
