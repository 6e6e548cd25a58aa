package dev.norelay.clients;

import dev.norelay.ClientSettings;
import dev.norelay.session.Security;
import java.time.Duration;
import org.simplejavamail.MailException;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/** Simple Java Mail over Angus Mail: it writes the message, and is told the rest in its own words. */
final class SimpleJavaMail implements MailClient {
    @Override
    public String name() {
        return "Simple Java Mail";
    }

    @Override
    public boolean writesMessage() {
        return true;
    }

    @Override
    public Outcome send(ClientSettings settings, Duration patience) throws Exception {
        try (Mailer mailer = mailer(settings, patience)) {
            mailer.sendMail(email(settings)).get();
            return Outcome.SENT;
        } catch (MailException | IllegalArgumentException failure) { // the latter where settings do not fit
            return Outcome.failed(failure);
        }
    }

    private static Mailer mailer(ClientSettings settings, Duration patience) {
        var builder = MailerBuilder.withSMTPServer(
                        settings.host(),
                        settings.port(),
                        settings.user().orElse(null),
                        settings.password().orElse(null))
                .withTransportStrategy(strategy(settings.security()))
                .withSessionTimeout(Math.toIntExact(patience.toMillis()))
                .verifyingServerIdentity(true);
        if (settings.security() != Security.NONE) {
            builder.withCustomSSLFactoryInstance(settings.sslContext().getSocketFactory());
        } else {
            builder.withProperty("mail.smtp.starttls.enable", "false"); // it would take what is offered
        }
        return builder.buildMailer();
    }

    private static TransportStrategy strategy(Security security) {
        return switch (security) {
            case NONE -> TransportStrategy.SMTP;
            case STARTTLS -> TransportStrategy.SMTP_TLS;
            case TLS -> TransportStrategy.SMTPS;
        };
    }

    private static Email email(ClientSettings settings) {
        return EmailBuilder.startingBlank()
                .from(settings.from())
                .toMultiple(settings.recipients())
                .withSubject(Mail.SUBJECT)
                .withPlainText(Mail.words(settings))
                .buildEmail();
    }
}
