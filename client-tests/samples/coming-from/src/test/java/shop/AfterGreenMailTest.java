package shop;

import static dev.norelay.scenario.Cause.LOGIN_MISSING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.journal.Message;
import dev.norelay.junit5.NorelayExtension;
import dev.norelay.junit5.WithScenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

// docs/coming-from.md: begin
class AfterGreenMailTest {
    @RegisterExtension
    static final NorelayExtension smtp = NorelayExtension.open();

    @Test
    void sendsTheConfirmation(ClientSettings settings) {
        Mailer mailer = new Mailer(settings.jakartaMailProperties());

        String shown = mailer.send("bob@partner.test", "Your order", "Thanks");
        assertEquals("Sent.", shown);

        // no waiting: what the client has done is there
        Message mail = smtp.server().messages().get(0);
        assertEquals("Your order", mail.subject().orElseThrow());
    }

    @Test
    @WithScenario("relay-denied") // the test that was missing
    void tellsThatTheServerDoesNotRelay(Norelay server) {
        Mailer mailer = new Mailer(server.settings().jakartaMailProperties());

        String shown = mailer.send("bob@partner.test", "Your order", "Thanks");
        assertTrue(shown.endsWith("550 5.7.1 <bob@partner.test>: Relaying denied"));
        assertEquals(LOGIN_MISSING, server.diagnosis().cause());
    }
}
// docs/coming-from.md: end
