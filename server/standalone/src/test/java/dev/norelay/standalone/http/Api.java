package dev.norelay.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.Norelay;
import dev.norelay.journal.JournalListener;
import dev.norelay.standalone.story.Happenings;
import dev.norelay.standalone.story.SessionReporter;
import dev.norelay.standalone.story.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The control API at work in this process, and a client of it that holds all that is said against the contract. */
final class Api implements AutoCloseable {
    private static final String BASE = "/api/v1";

    final Norelay main;
    final HttpApi http;
    final Contract contract;
    final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    private final @Nullable String token;

    private Api(Builder builder) {
        this.contract = builder.contract;
        this.token = builder.token;
        http = HttpApi.start(
                new HttpApi.Settings(
                        InetAddress.getLoopbackAddress(),
                        0,
                        "127.0.0.1",
                        token,
                        builder.range,
                        Map.of(),
                        builder.clock),
                () -> Norelay.builder().clock(builder.clock));
        CompletableFuture<JournalListener> reporter = new CompletableFuture<>();
        main = Norelay.builder()
                .scenario(builder.scenario)
                .clock(builder.clock)
                .listener(entry -> reporter.join().recorded(entry))
                .start();
        Happenings heard = http.serve(new Stage(main), main.ca().file(), null);
        reporter.complete(new SessionReporter(main, heard));
    }

    /** How it is to be. */
    static final class Builder {
        private String scenario = "relay-denied";
        private Contract contract = new Contract();
        private @Nullable String token;
        private @Nullable PortRange range;
        private Clock clock = Clock.systemUTC();

        Builder scenario(String name) {
            scenario = name;
            return this;
        }

        Builder contract(Contract shared) {
            contract = shared;
            return this;
        }

        Builder token(String secret) {
            token = secret;
            return this;
        }

        Builder range(PortRange ports) {
            range = ports;
            return this;
        }

        Builder clock(Clock source) {
            clock = source;
            return this;
        }

        Api start() {
            return new Api(this);
        }
    }

    static Builder builder() {
        return new Builder();
    }

    /** An answer, and the status that it came with. */
    record Answered(int status, String type, String text, HttpResponse<byte[]> response) {
        JsonNode json() {
            return Contract.JSON.readTree(text);
        }

        Answered is(int wanted) {
            assertThat(status).as(text).isEqualTo(wanted);
            return this;
        }

        /** That it is a problem document of that type, which tells so much in words. */
        Answered isProblem(int wanted, String kind, String... words) {
            is(wanted);
            assertThat(type).isEqualTo("application/problem+json");
            assertThat(json().get("type").asString()).isEqualTo("/problems/" + kind);
            assertThat(json().get("status").asInt()).isEqualTo(wanted);
            assertThat(json().get("detail").asString())
                    .satisfies(detail -> assertThat(List.of(words)).allMatch(detail::contains));
            return this;
        }
    }

    URI uri(String path) {
        return URI.create(http.address() + BASE + path);
    }

    Answered get(String path) {
        return call("GET", path, "", "");
    }

    Answered delete(String path) {
        return call("DELETE", path, "", "");
    }

    Answered post(String path) {
        return call("POST", path, "", "");
    }

    Answered post(String path, String json) {
        return call("POST", path, "application/json", json);
    }

    Answered put(String path, String json) {
        return call("PUT", path, "application/json", json);
    }

    Answered yaml(String path, String yaml) {
        return call("POST", path, "application/yaml", yaml);
    }

    /** A request that keeps to the contract, and whose answer has to. */
    Answered call(String method, String path, String type, String body) {
        contract.checkRequest(method, BASE + path, type, body);
        return careless(method, path, type, body);
    }

    /** A request that does not keep to the contract, and whose answer has to. */
    Answered careless(String method, String path, String type, String body) {
        Answered answered = send(request(method, path, type, body));
        contract.checkAnswer(method, BASE + path, answered.status(), answered.type(), answered.text());
        return answered;
    }

    HttpRequest.Builder request(String method, String path, String type, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    /** Whatever it is, and whatever is answered. */
    Answered send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Answered(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    new String(response.body(), StandardCharsets.UTF_8),
                    response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts a server of one's own. */
    JsonNode server(String json) {
        return post("/servers", json).is(201).json();
    }

    @Override
    public void close() {
        http.close();
        main.close();
    }
}
