package dev.norelay.clients;

import dev.norelay.ClientSettings;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Spring's JavaMailSender over Angus Mail, set as Spring Boot sets it. */
final class SpringMail implements MailClient {
    @Override
    public String name() {
        return "JavaMailSender";
    }

    @Override
    public Outcome attempt(ClientSettings settings, Duration patience) {
        Properties properties = settings.jakartaMailProperties();
        for (String timeout : List.of("connectiontimeout", "timeout", "writetimeout")) {
            properties.put("mail.smtp." + timeout, Long.toString(patience.toMillis()));
        }
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setJavaMailProperties(properties);
        sender.setHost(settings.host());
        sender.setPort(settings.port());
        settings.user().ifPresent(sender::setUsername);
        settings.password().ifPresent(sender::setPassword);
        try {
            MimeMessage message = sender.createMimeMessage(new ByteArrayInputStream(Mail.octets(settings)));
            sender.send(message);
            return Outcome.SENT;
        } catch (MailException failure) {
            return Outcome.failed(failure);
        }
    }
}
