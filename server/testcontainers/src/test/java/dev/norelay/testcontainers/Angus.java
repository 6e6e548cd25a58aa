package dev.norelay.testcontainers;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;

/** Jakarta Mail, as most Java programs send mail. */
final class Angus {
    private Angus() {}

    /** Sends one mail as these settings say; waits two seconds for what never answers. */
    static void send(MailSettings settings) throws MessagingException {
        Properties properties = settings.jakartaMailProperties();
        properties.put("mail.smtp.connectiontimeout", "2000");
        Session session = Session.getInstance(properties);
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(settings.from());
        mail.setRecipients(
                MimeMessage.RecipientType.TO, InternetAddress.parse(String.join(",", settings.recipients())));
        mail.setSubject("Hello");
        mail.setSentDate(Date.from(Instant.EPOCH));
        mail.setText("How are you?");
        mail.saveChanges();
        try (Transport transport = session.getTransport()) {
            transport.connect(settings.user().orElse(null), settings.password().orElse(null));
            transport.sendMessage(mail, mail.getAllRecipients());
        }
    }
}
