package shop;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Date;
import java.util.Deque;
import java.util.Optional;
import java.util.Properties;

/** The app under test: keeps a mail until the server has taken it, and tells the person why it has not. */
public final class Outbox {
    private final Deque<String> recipients = new ArrayDeque<>();

    /** A mail to each of them, in place of what was waiting. */
    public void write(Collection<String> to) {
        recipients.clear();
        recipients.addAll(to);
    }

    public int waiting() {
        return recipients.size();
    }

    /** Sends what waits. Returns what to tell the person, if something is wrong. */
    public Optional<String> flush(Properties smtp, String user, String password) {
        Session session = Session.getInstance(smtp);
        while (!recipients.isEmpty()) {
            try {
                Transport.send(mail(session, recipients.peek()), user, password);
                recipients.remove();
            } catch (MessagingException failed) {
                return Optional.of("Not sent to " + recipients.peek() + ": " + words(failed));
            }
        }
        return Optional.empty();
    }

    private static MimeMessage mail(Session session, String recipient) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom("alice@example.test");
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(recipient));
        message.setSubject("Hello");
        message.setSentDate(new Date());
        message.setText("How are you?");
        return message;
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
