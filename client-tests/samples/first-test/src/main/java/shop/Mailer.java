package shop;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Date;
import java.util.Properties;

/** The app under test: sends a mail and tells the person how it went. */
public final class Mailer {
    private final Session session;

    public Mailer(Properties smtp) {
        this.session = Session.getInstance(smtp);
    }

    /** What to show to the person. */
    public String send(String to, String subject, String text) {
        try {
            MimeMessage message = new MimeMessage(session);
            message.setFrom("alice@example.test");
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
            message.setSubject(subject);
            message.setSentDate(new Date());
            message.setText(text);
            Transport.send(message);
            return "Sent.";
        } catch (SendFailedException refused) {
            return "Not sent" + addresses(refused) + ": " + words(refused);
        } catch (MessagingException failed) {
            return "Not sent: " + words(failed);
        }
    }

    /** To whom; there are none where the connection broke. */
    private static String addresses(SendFailedException refused) {
        Address[] invalid = refused.getInvalidAddresses();
        StringBuilder addresses = new StringBuilder();
        for (Address address : invalid == null ? new Address[0] : invalid) {
            addresses.append(addresses.isEmpty() ? " to " : ", ").append(address);
        }
        return addresses.toString();
    }

    /** The server's own words lie innermost. */
    private static String words(MessagingException failed) {
        MessagingException innermost = failed;
        while (innermost.getNextException() instanceof MessagingException next) {
            innermost = next;
        }
        return innermost.getMessage().strip();
    }
}
