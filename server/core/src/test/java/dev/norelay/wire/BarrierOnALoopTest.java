package dev.norelay.wire;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norelay.Norelay;
import dev.norelay.smtp.Refusal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A barrier on an event loop would wait for itself. */
class BarrierOnALoopTest {

    @Test
    void readingOnAnEventLoopIsRefusedAndNobodyHangs() {
        SharedResources shared = SharedResources.acquire();
        try (Norelay server = Norelay.open()) {
            for (Runnable reading : new Runnable[] {
                () -> server.journal().entries(),
                () -> server.journal().await(Refusal.RELAY_DENIED, 1, Duration.ofSeconds(5))
            }) {
                assertThatThrownBy(() -> shared.loops.next().submit(reading).get(10, TimeUnit.SECONDS))
                        .rootCause()
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("event loop");
            }
        } finally {
            shared.release();
        }
    }
}
