// docs/container.md: begin
package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.norelay.testcontainers.MailSettings;
import dev.norelay.testcontainers.NorelayContainer;
import dev.norelay.testcontainers.NorelayServer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@Testcontainers
class OutboxTest {
    @Container
    static final NorelayContainer norelay = new NorelayContainer()
            .withScenario("stale-password")
            .withDialect("gmail")
            .withServers(4);

    private final Outbox outbox = new Outbox(); // the app under test

    private Optional<String> flush(MailSettings settings) {
        return outbox.flush(
                settings.jakartaMailProperties(),
                settings.user().orElse(null),
                settings.password().orElse(null));
    }

    @Test
    void keepsTheMailUntilThePasswordIsMended() {
        norelay.reset();
        outbox.write(norelay.settings().recipients());

        String shown = flush(norelay.settings()).orElseThrow(); // fails
        assertTrue(shown.contains("535"), shown); // surfaces
        assertEquals("password-stale", norelay.diagnosis().cause());
        assertEquals(1, outbox.waiting()); // keeps

        assertTrue(flush(norelay.fix()).isEmpty()); // recovers
        assertEquals(1, norelay.messages().size()); // and sends it once
    }

    @ParameterizedTest
    @ValueSource(strings = {"relay-denied", "wrong-port", "clock-skew", "recipient-unknown"})
    void doesItsDuty(String scenario) {
        try (NorelayServer server = norelay.startServer(scenario)) { // ports and journal of its own
            attempt(server, server.settings());
            attempt(server, server.fix());

            server.verdict().assertGood(); // surfaced, kept, recovered, delivered once; no rule of SMTP broken
        }
    }

    private void attempt(NorelayServer server, MailSettings settings) {
        outbox.write(settings.recipients()); // the remedy may be another recipient
        flush(settings).ifPresentOrElse(server::reportFailure, server::reportSuccess);
    }
}
// docs/container.md: end
