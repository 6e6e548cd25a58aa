package dev.norelay.clients;

import dev.norelay.ClientSettings;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/** Jakarta Mail, as most Java programs send mail. */
final class AngusMail implements MailClient {
    @Override
    public String name() {
        return "Angus Mail";
    }

    @Override
    public Outcome attempt(ClientSettings settings, Duration patience) throws MessagingException {
        Properties properties = settings.jakartaMailProperties();
        for (String timeout : List.of("connectiontimeout", "timeout", "writetimeout")) {
            properties.put("mail.smtp." + timeout, Long.toString(patience.toMillis()));
        }
        Session session = Session.getInstance(properties);
        MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(Mail.octets(settings)));
        try (Transport transport = session.getTransport()) {
            Address[] recipients = InternetAddress.parse(String.join(",", settings.recipients()));
            transport.connect(settings.user().orElse(null), settings.password().orElse(null));
            transport.sendMessage(message, recipients);
            return Outcome.SENT;
        } catch (MessagingException failure) {
            return Outcome.failed(failure);
        }
    }
}
