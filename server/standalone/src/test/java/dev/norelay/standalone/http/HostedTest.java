package dev.norelay.standalone.http;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.norelay.Norelay;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.standalone.story.Stage;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server of the API that is closed while its events are still being told. */
class HostedTest {

    @Test
    void whatIsToldBehindTheEndAsksTheClosedServerForNothing() {
        Norelay server = Norelay.start("relay-denied");
        Hosted hosted =
                new Hosted("main", new Stage(server), Path.of("ca.pem"), Clock.systemUTC(), null, null, new Meters());
        Entry phase = server.journal().entries().stream()
                .filter(entry -> entry.event() instanceof Event.PhaseEntered)
                .findFirst()
                .orElseThrow();

        hosted.over("shutdown", "norelay has stopped");
        server.close();

        assertThatCode(() -> hosted.happened(phase, null, List.of())).doesNotThrowAnyException();
    }
}
