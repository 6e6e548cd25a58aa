package shop;

import static dev.norelay.scenario.Rules.accept;
import static dev.norelay.scenario.Rules.close;
import static dev.norelay.scenario.Rules.on;
import static dev.norelay.smtp.Moment.END_OF_DATA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.norelay.Norelay;
import dev.norelay.subethasmtp.NorelaySubEtha;
import java.util.List;
import org.junit.jupiter.api.Test;

// docs/coming-from.md: begin
class AfterSubEthaTest {
    private final Tickets tickets = new Tickets(); // unchanged
    private final NorelaySubEtha desk = NorelaySubEtha.handler(tickets);

    @Test
    void opensATicket() {
        try (Norelay server = desk.open().start()) {
            Mailer mailer = new Mailer(server.settings().jakartaMailProperties());

            String shown = mailer.send("support@partner.test", "Help", "Please");
            assertEquals("Sent.", shown);
            shown = mailer.send("ann@partner.test", "Help", "Please");
            assertEquals("Not sent to ann@partner.test: 550 no such desk", shown);
            assertEquals(List.of("alice@example.test"), tickets.opened);
        }
    }

    @Test // the one that was missing
    void opensATicketAlsoWhereTheAnswerIsLost() {
        Norelay.Builder losing = desk.open().rule(on(END_OF_DATA).then(accept(), close()));
        try (Norelay server = losing.start()) {
            Mailer mailer = new Mailer(server.settings().jakartaMailProperties());

            String shown = mailer.send("support@partner.test", "Help", "Please");

            assertTrue(shown.startsWith("Not sent"));
            assertEquals(List.of("alice@example.test"), tickets.opened);
        }
    }
}
// docs/coming-from.md: end
