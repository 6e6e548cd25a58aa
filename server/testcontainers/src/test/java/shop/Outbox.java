package shop;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Date;
import java.util.Deque;
import java.util.Optional;
import java.util.Properties;

/** The app under test, as in client-tests/samples/first-test: keeps a mail until the server has taken it, and tells why it has not. */
final class Outbox {
    private final Deque<String> waiting = new ArrayDeque<>();

    /** A mail to each of them, in place of what was waiting. */
    void write(Collection<String> recipients) {
        waiting.clear();
        waiting.addAll(recipients);
    }

    int waiting() {
        return waiting.size();
    }

    /** Sends what waits. Returns what to tell the person, if something is wrong. */
    Optional<String> flush(Properties smtp, String user, String password) {
        Session session = Session.getInstance(smtp);
        while (!waiting.isEmpty()) {
            try {
                Transport.send(mail(session, waiting.peek()), user, password);
                waiting.remove();
            } catch (MessagingException failed) {
                return Optional.of("Not sent to " + waiting.peek() + ": "
                        + innermost(failed).getMessage());
            }
        }
        return Optional.empty();
    }

    private static MimeMessage mail(Session session, String recipient) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom("alice@example.test");
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(recipient));
        message.setSubject("Hello");
        message.setSentDate(Date.from(Instant.now()));
        message.setText("How are you?");
        return message;
    }

    private static MessagingException innermost(MessagingException failed) {
        return failed.getNextException() instanceof MessagingException next ? innermost(next) : failed;
    }
}
