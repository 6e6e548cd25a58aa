package dev.norelay.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.norelay.Norelay;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.standalone.story.Stage;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server of the API that is closed while its events are still being told. */
class HostedTest {

    private final Norelay server = Norelay.start("relay-denied");
    private final Hosted hosted =
            new Hosted("main", new Stage(server), Path.of("ca.pem"), Clock.systemUTC(), null, null, new Meters());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void whatIsToldBehindTheEndAsksTheClosedServerForNothing() {
        Entry phase = server.journal().entries().stream()
                .filter(entry -> entry.event() instanceof Event.PhaseEntered)
                .findFirst()
                .orElseThrow();

        hosted.over("shutdown", "norelay has stopped");
        server.close();

        assertThatCode(() -> hosted.happened(phase, null, List.of())).doesNotThrowAnyException();
    }

    @Test
    void whoAsksBehindTheEndIsToldHowItStood() {
        Map<String, ?> before = hosted.json();

        hosted.over("deleted", "the server was closed by a request");
        server.close();

        assertThat(hosted.json()).isEqualTo(before);
    }
}
