package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

// docs/coming-from.md: begin
class WithGreenMailTest {
    @RegisterExtension
    static final GreenMailExtension greenMail = new GreenMailExtension(ServerSetup.SMTP.dynamicPort());

    @Test
    void sendsTheConfirmation() throws Exception {
        int port = greenMail.getSmtp().getPort();
        Mailer mailer = new Mailer(Plain.smtp(port));

        String shown = mailer.send("bob@partner.test", "Your order", "Thanks");
        assertEquals("Sent.", shown);

        greenMail.waitForIncomingEmail(5000, 1);
        MimeMessage mail = greenMail.getReceivedMessages()[0];
        assertEquals("Your order", mail.getSubject());
    }
}
// docs/coming-from.md: end
