package shop;

import static dev.norelay.scenario.Rules.*;
import static dev.norelay.smtp.Moment.RCPT;
import static org.junit.jupiter.api.Assertions.*;

import dev.norelay.Norelay;
import dev.norelay.junit5.WithScenario;
import org.junit.jupiter.api.Test;

class MailerTest {
    // README: begin
    @Test
    @WithScenario("open")
    void tellsWhoseAddressWasRefused(Norelay server) {
        server.add(on(RCPT).when(recipient("ann@partner.test")).then(reply("550 5.1.1 no such user")));
        Mailer mailer = new Mailer(server.settings().jakartaMailProperties());

        assertEquals("Sent.", mailer.send("bob@partner.test", "Hello", "How are you?"));
        assertEquals(
                "Not sent to ann@partner.test: 550 5.1.1 no such user",
                mailer.send("ann@partner.test", "Hello", "How are you?"));
        assertEquals(1, server.messages().size());
    }
    // README: end
}
