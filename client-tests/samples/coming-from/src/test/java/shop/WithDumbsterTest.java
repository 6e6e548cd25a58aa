package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.dumbster.smtp.SimpleSmtpServer;
import com.dumbster.smtp.SmtpMessage;
import org.junit.jupiter.api.Test;

// docs/coming-from.md: begin
class WithDumbsterTest {
    @Test
    void sendsTheConfirmation() throws Exception {
        try (SimpleSmtpServer dumbster = SimpleSmtpServer.start(SimpleSmtpServer.AUTO_SMTP_PORT)) {
            Mailer mailer = new Mailer(Plain.smtp(dumbster.getPort()));

            mailer.send("bob@partner.test", "Your order", "Thanks");

            assertEquals(1, dumbster.getReceivedEmails().size());
            SmtpMessage mail = dumbster.getReceivedEmails().get(0);
            assertEquals("Your order", mail.getHeaderValue("Subject"));
            assertTrue(mail.getBody().contains("Thanks"));
        }
    }
}
// docs/coming-from.md: end
