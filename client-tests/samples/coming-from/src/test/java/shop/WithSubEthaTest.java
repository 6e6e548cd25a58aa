package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.server.SMTPServer;

// docs/coming-from.md: begin
class WithSubEthaTest {
    private final Tickets tickets = new Tickets();
    private SMTPServer server;

    @BeforeEach
    void start() {
        server = SMTPServer.port(0).messageHandlerFactory(tickets).build();
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void opensATicket() {
        int port = server.getPortAllocated();
        Mailer mailer = new Mailer(Plain.smtp(port));

        String shown = mailer.send("support@partner.test", "Help", "Please");
        assertEquals("Sent.", shown);
        shown = mailer.send("ann@partner.test", "Help", "Please");
        assertEquals("Not sent to ann@partner.test: 550 no such desk", shown);
        assertEquals(List.of("alice@example.test"), tickets.opened);
    }
}
// docs/coming-from.md: end
