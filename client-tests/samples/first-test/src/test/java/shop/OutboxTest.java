package shop;

import static org.junit.jupiter.api.Assertions.*;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.junit5.ScenarioTest;
import dev.norelay.junit5.WithScenario;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutboxTest {
    // docs/junit.md: begin
    private final Outbox outbox = new Outbox();

    private Optional<String> flush(ClientSettings settings) {
        return outbox.flush(
                settings.jakartaMailProperties(),
                settings.user().orElse(null),
                settings.password().orElse(null));
    }

    @Test
    @WithScenario(value = "stale-password", dialect = "gmail")
    void keepsTheMailUntilThePasswordIsMended(Norelay server) {
        outbox.write(server.settings().recipients());

        String shown = flush(server.settings()).orElseThrow(); // fails
        assertTrue(shown.contains("535"), shown); // surfaces
        assertEquals(1, outbox.waiting()); // keeps

        assertTrue(flush(server.fix()).isEmpty()); // recovers
        assertEquals(1, server.messages().size()); // and sends it once
    }

    @ScenarioTest(
            scenarios = {"relay-denied", "stale-password", "recipient-unknown", "mailbox-full"},
            dialects = {"postfix", "gmail", "office365"})
    void doesItsDuty(Norelay server) {
        server.play(settings -> {
                    outbox.write(settings.recipients());
                    flush(settings).ifPresent(server::shown);
                })
                .assertGood();
    }
    // docs/junit.md: end
}
