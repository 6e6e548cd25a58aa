package dev.norelay.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** Isolated servers of one container. */
@Testcontainers
class ServersImageTest {
    private static final List<String> STORIES =
            List.of("relay-denied", "stale-password", "wrong-port", "filtered-port", "clock-skew");

    @Container
    private static final NorelayContainer norelay = new NorelayContainer().withServers(STORIES.size());

    @Test
    void eachIsForItself() throws Exception {
        ExecutorService beside = Executors.newFixedThreadPool(STORIES.size());
        List<Future<?>> playing = new ArrayList<>();
        STORIES.forEach(story -> playing.add(beside.submit(() -> play(story))));
        for (Future<?> each : playing) {
            each.get(60, TimeUnit.SECONDS);
        }
        beside.shutdown();
    }

    private static void play(String scenario) {
        try (NorelayServer server = norelay.startServer(scenario)) {
            assertThat(server.attempt(Angus::send)).as(scenario).isPresent();
            server.fix();
            assertThat(server.attempt(Angus::send)).as(scenario).isEmpty();
            assertThat(server.messages()).as(scenario).hasSize(1);
            server.verdict().assertGood();
        }
    }

    @Test
    void moreThanTherePortsForAreRefusedUntilOneIsClosed() {
        try (NorelayContainer small = new NorelayContainer().withServers(1)) {
            small.start();
            NorelayServer first = small.startServer("open");
            assertThatExceptionOfType(NorelayException.class)
                    .isThrownBy(() -> small.startServer("open"))
                    .withMessageContaining("--port-range 30000-30003")
                    .satisfies(refused -> assertThat(refused.type()).isEqualTo("too-many"));
            first.close();
            try (NorelayServer next = small.startServer("open")) {
                assertThat(next.attempt(Angus::send)).isEmpty();
            }
        }
    }

    @Test
    void oneSpeaksAsItIsTold() {
        try (NorelayServer server = norelay.startServer("stale-password", "gmail")) {
            assertThat(server.attempt(Angus::send))
                    .hasValueSatisfying(shown -> assertThat(shown).contains("gsmtp"));
        }
    }
}
