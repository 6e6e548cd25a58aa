package dev.norelay.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A stream of events, read as a browser reads it. */
final class Events implements AutoCloseable {
    /** The last id holds where an event has none. */
    record Event(long id, String name, JsonNode data) {}

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;
    private long id;

    private Events(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    static Events of(Api api, String path, @Nullable String lastEventId) throws IOException, InterruptedException {
        HttpRequest.Builder request = api.request("GET", path, "", "").header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response = api.client.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return new Events(response);
    }

    String type() {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    Event next() throws IOException {
        String name = "message";
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id: ")) {
                id = Long.parseLong(line.substring(4));
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data.append(line, 6, line.length());
            } else if (line.isEmpty() && data.length() > 0) {
                return new Event(id, name, Contract.JSON.readTree(data.toString()));
            }
        }
        throw new AssertionError("the stream has ended");
    }

    /** All up to the first of that name, which is the last of them. */
    List<Event> until(String name) throws IOException {
        List<Event> events = new ArrayList<>();
        do {
            events.add(next());
        } while (!events.get(events.size() - 1).name().equals(name));
        return events;
    }

    boolean isOver() throws IOException {
        return lines.readLine() == null;
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
