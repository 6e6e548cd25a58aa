package shop;

import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.reset;
import static dev.norelay.smtp.Moment.DATA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.norelay.Norelay;
import dev.norelay.journal.Message;
import org.junit.jupiter.api.Test;

// docs/coming-from.md: begin
class AfterDumbsterTest {
    @Test
    void sendsTheConfirmation() {
        try (Norelay server = Norelay.open()) {
            Mailer mailer = new Mailer(server.settings().jakartaMailProperties());

            mailer.send("bob@partner.test", "Your order", "Thanks");

            assertEquals(1, server.messages().size());
            Message mail = server.messages().get(0);
            assertEquals("Your order", mail.subject().orElseThrow());
            assertTrue(mail.text().contains("Thanks"));
        }
    }

    @Test // the one that was missing
    void tellsThatTheConnectionBroke() {
        try (Norelay server = Norelay.open()) {
            server.add(on(DATA).then(reset()));
            Mailer mailer = new Mailer(server.settings().jakartaMailProperties());

            String shown = mailer.send("bob@partner.test", "Your order", "Thanks");

            assertTrue(shown.startsWith("Not sent"));
            assertTrue(server.messages().isEmpty());
        }
    }
}
// docs/coming-from.md: end
