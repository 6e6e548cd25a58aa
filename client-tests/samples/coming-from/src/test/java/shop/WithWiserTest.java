package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.subethamail.wiser.Wiser;
import org.subethamail.wiser.WiserMessage;

// docs/coming-from.md: begin
class WithWiserTest {
    private Wiser wiser;

    @BeforeEach
    void start() {
        wiser = Wiser.port(0);
        wiser.start();
    }

    @AfterEach
    void stop() {
        wiser.stop();
    }

    @Test
    void writesToTheCustomer() throws Exception {
        int port = wiser.getServer().getPortAllocated();
        Mailer mailer = new Mailer(Plain.smtp(port));

        mailer.send("bob@partner.test", "Your order", "Thanks");

        WiserMessage mail = wiser.getMessages().get(0);
        assertEquals("bob@partner.test", mail.getEnvelopeReceiver());
        assertEquals("Your order", mail.getMimeMessage().getSubject());
    }
}
// docs/coming-from.md: end
