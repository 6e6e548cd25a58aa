package dev.norelay.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Many at once, the slow and the forgotten. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrowdTest {

    /** Stands still until it is told otherwise. */
    private static final class Hand extends Clock {
        private volatile Instant now = Instant.parse("2026-01-31T10:00:00Z");

        void turn(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void twoHundredServersAtOnceKeepApart() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(20);
        try (Api api = Api.builder().start()) {
            List<CompletableFuture<JsonNode>> starting = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                starting.add(CompletableFuture.supplyAsync(() -> api.server("{\"scenario\":\"playground\"}"), clients));
            }
            Set<Integer> ports = new HashSet<>();
            List<CompletableFuture<Void>> playing = new ArrayList<>();
            for (int i = 0; i < starting.size(); i++) {
                JsonNode server = starting.get(i).get();
                String wanted = (400 + i % 150) + "@reply.test";
                server.get("listeners")
                        .forEach(listener -> ports.add(listener.get("port").asInt()));
                playing.add(CompletableFuture.runAsync(() -> plays(api, server, wanted), clients));
            }
            for (CompletableFuture<Void> each : playing) {
                each.get();
            }
            assertThat(ports).hasSize(800);
            assertThat(api.get("/servers?limit=500").json().get("total").asInt())
                    .isEqualTo(201);
            assertThat(api.main.journal().sessions()).isEmpty();
        } finally {
            clients.shutdownNow();
        }
    }

    private static void plays(Api api, JsonNode server, String recipient) {
        String path = "/servers/" + server.get("id").asString();
        try {
            Mailer.send(server, "bob@partner.test", "x");
            Mailer.send(server, recipient, "x");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        assertThat(api.get(path + "/messages").json().get("total").asInt()).isEqualTo(1);
        String transcript = api.get(path + "/transcript").text();
        assertThat(api.get(path).json().at("/counts/sessions").asInt())
                .as(transcript)
                .isEqualTo(2);
        assertThat(transcript).contains(recipient);
        api.delete(path).is(204);
        api.post("/servers").is(201);
    }

    /** Whoever asks while a server is closed is told that it is gone, or how it stood; never of a defect. */
    @Test
    void whoComesTooLateIsToldSo() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try (Api api = Api.builder().start()) {
            for (int i = 0; i < 50; i++) {
                String path = "/servers/" + api.server("{}").get("id").asString();
                List<CompletableFuture<Api.Answered>> asked = new ArrayList<>();
                asked.add(CompletableFuture.supplyAsync(() -> api.get(path), clients));
                asked.add(CompletableFuture.supplyAsync(() -> api.post(path + "/reset"), clients));
                asked.add(CompletableFuture.supplyAsync(() -> api.get("/servers"), clients));
                api.delete(path).is(204);
                for (CompletableFuture<Api.Answered> each : asked) {
                    assertThat(each.get().status()).as(each.get().text()).isIn(200, 404);
                }
                api.get(path).isProblem(404, "unknown-server");
            }
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void aHundredStreamsHearTheSame() throws Exception {
        try (Api api = Api.builder().scenario("playground").start()) {
            List<Events> streams = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                streams.add(Events.of(api, "/servers/main/events?after=0", null)); // the beginning may still be told
            }
            assertThat(api.get("/metrics").text()).contains("norelay_event_streams 100.0");
            JsonNode main = api.get("/servers/main").json();
            for (int i = 0; i < 5; i++) {
                Mailer.send(main, "550@reply.test", "x");
            }
            List<Long> first = null;
            for (Events stream : streams) {
                List<Long> heard = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    stream.until("session").forEach(event -> heard.add(event.id()));
                }
                first = first == null ? heard : first;
                assertThat(heard).isEqualTo(first).isSorted().doesNotHaveDuplicates();
            }
            for (Events stream : streams) {
                stream.close();
            }
            api.get("/servers/main/await?sessions=5").is(200);
        }
    }

    @Test
    void aSlowReaderIsLeftBehindAndNobodyWaitsForIt() throws Exception {
        try (Api api = Api.builder().scenario("playground").start();
                Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4_096);
            URI address = URI.create(api.http.address());
            slow.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()));
            slow.getOutputStream()
                    .write("GET /api/v1/servers/main/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(slow.getInputStream().read()).isEqualTo('H');
            JsonNode main = api.get("/servers/main").json();
            int sent = 0;
            while (!api.get("/metrics").text().contains("norelay_event_streams 0.0")) {
                try (Mailer mailer = Mailer.to(main)) { // more than what is kept, and more than all buffers hold
                    for (int i = 0; i < 10; i++) {
                        mailer.pipeline("NOOP " + "x".repeat(400), 100);
                    }
                }
                sent += 2_000;
                assertThat(sent).as("events until it is left behind").isLessThan(100_000);
            }
            assertThat(sent).isGreaterThan(Feed.KEPT / 2);
            String heard = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(heard).contains("event: end\ndata: {\"reason\":\"too-slow\"");
        }
    }

    @Test
    void whoComesBackTooLateIsToldOfTheGap() throws Exception {
        try (Api api = Api.builder().scenario("playground").start()) {
            JsonNode main = api.get("/servers/main").json();
            try (Mailer mailer = Mailer.to(main)) {
                for (int i = 0; i < Feed.KEPT; i += 100) {
                    mailer.pipeline("NOOP", 100);
                }
            }
            api.get("/servers/main");
            try (Events events = Events.of(api, "/servers/main/events", "1")) {
                Events.Event gap = events.next();
                assertThat(gap.name()).isEqualTo("gap");
                assertThat(gap.data().get("missed").asLong()).isGreaterThan(Feed.KEPT);
                assertThat(events.next().id())
                        .isEqualTo(gap.data().get("missed").asLong() + 2);
            }
            try (Events events = Events.of(api, "/servers/main/events", "999999999")) {
                assertThat(events.next().name()).isEqualTo("gap");
            }
        }
    }

    @Test
    void forgottenServersAreClosed() throws Exception {
        Hand clock = new Hand();
        try (Api api = Api.builder().clock(clock).start()) {
            JsonNode shortLived = api.server("{\"ttl\":\"1m\"}");
            JsonNode usual = api.server("{}");
            String path = "/servers/" + shortLived.get("id").asString();
            assertThat(shortLived.get("expires").asString()).isEqualTo("2026-01-31T10:01:00Z");
            clock.turn(Duration.ofSeconds(59));
            Mailer.send(shortLived, "bob@partner.test", "x"); // a client is use, too
            awaitMetric(api, "norelay_sessions_total 1.0"); // reading the server would be use
            clock.turn(Duration.ofSeconds(59));
            api.http.sweep();
            try (Events events = Events.of(api, path + "/events?after=0", null)) {
                events.until("session");
                clock.turn(Duration.ofHours(1)); // a stream that is open is use, all the time
                api.http.sweep();
                api.get(path).is(200);
                api.get("/servers/" + usual.get("id").asString()).isProblem(404, "unknown-server");
            }
            awaitMetric(api, "norelay_event_streams 0.0");
            clock.turn(Duration.ofSeconds(60));
            api.http.sweep();
            api.get(path).isProblem(404, "unknown-server");
            api.get("/servers/main").is(200);
        }
    }

    private static void awaitMetric(Api api, String line) throws Exception {
        while (!api.get("/metrics").text().contains(line)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void portsAreOfTheRangeAndComeBack() throws Exception {
        int first =
                20_000 + (int) (ProcessHandle.current().pid() % 100) * 100; // another build of this machine has others
        try (Api api = Api.builder().range(new PortRange(first, first + 99)).start()) {
            Set<Integer> ports = new HashSet<>();
            List<String> ids = new ArrayList<>();
            int status = 201;
            while (status == 201) {
                Api.Answered answered = api.post("/servers", "{\"scenario\":\"relay-denied\"}");
                status = answered.status();
                if (status == 201) {
                    answered.json()
                            .get("listeners")
                            .forEach(listener -> ports.add(listener.get("port").asInt()));
                    ids.add(answered.json().get("id").asString());
                } else {
                    answered.isProblem(503, "too-many", "--port-range " + first + "-" + (first + 99));
                }
            }
            assertThat(ids.size()).isBetween(10, 25);
            assertThat(ports).hasSize(4 * ids.size()).allMatch(port -> port >= first && port < first + 100);
            api.delete("/servers/" + ids.get(0)).is(204);
            Api.Answered again = api.post("/servers", "{\"scenario\":\"relay-denied\"}");
            while (again.status() == 503) { // a program that another test starts has them too, until it has begun
                again = api.post("/servers", "{\"scenario\":\"relay-denied\"}");
            }
            again.is(201);
        }
    }
}
