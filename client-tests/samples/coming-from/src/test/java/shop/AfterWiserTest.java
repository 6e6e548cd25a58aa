package shop;

import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.reply;
import static dev.norelay.smtp.Moment.RCPT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.norelay.Norelay;
import dev.norelay.journal.Message;
import dev.norelay.junit5.WithScenario;
import java.util.List;
import org.junit.jupiter.api.Test;

// docs/coming-from.md: begin
class AfterWiserTest {
    @Test
    @WithScenario("open")
    void writesToTheCustomer(Norelay server) {
        Mailer mailer = new Mailer(server.settings().jakartaMailProperties());

        mailer.send("bob@partner.test", "Your order", "Thanks");

        Message mail = server.messages().get(0);
        assertEquals(List.of("bob@partner.test"), mail.recipients());
        assertEquals("Your order", mail.subject().orElseThrow());
    }

    @Test
    @WithScenario("open") // the test that was missing
    void tellsWhoCannotBeReached(Norelay server) {
        server.add(on(RCPT).then(reply("550 5.1.1 no such user")));
        Mailer mailer = new Mailer(server.settings().jakartaMailProperties());

        String shown = mailer.send("bob@partner.test", "Your order", "Thanks");
        assertEquals("Not sent to bob@partner.test: 550 5.1.1 no such user", shown);
        assertTrue(server.messages().isEmpty());
    }
}
// docs/coming-from.md: end
