package dev.norelay.clients;

import dev.norelay.ClientSettings;
import dev.norelay.session.Security;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.commons.mail2.core.EmailException;
import org.apache.commons.mail2.jakarta.SimpleEmail;

/** Apache Commons Email over Angus Mail: it writes the message, and is told the rest in its own words. */
final class CommonsEmail implements MailClient {
    @Override
    public String name() {
        return "Commons Email";
    }

    @Override
    public boolean writesMessage() {
        return true;
    }

    @Override
    public Outcome send(ClientSettings settings, Duration patience) {
        SimpleEmail email = new SimpleEmail();
        email.setHostName(settings.host());
        email.setSmtpPort(settings.port());
        email.setSocketConnectionTimeout(patience);
        email.setSocketTimeout(patience);
        email.setStartTLSEnabled(settings.security() == Security.STARTTLS);
        email.setStartTLSRequired(settings.security() == Security.STARTTLS);
        email.setSSLCheckServerIdentity(settings.security() != Security.NONE);
        email.setSSLOnConnect(settings.security() == Security.TLS);
        email.setSslSmtpPort(Integer.toString(settings.port()));
        settings.user()
                .ifPresent(user ->
                        email.setAuthentication(user, settings.password().orElse("")));
        try {
            email.setFrom(settings.from());
            email.addTo(settings.recipients().toArray(String[]::new));
            email.setCharset(StandardCharsets.UTF_8.name());
            email.setSubject(Mail.SUBJECT);
            email.setMsg(Mail.words(settings));
            trust(email, settings);
            email.send();
            return Outcome.SENT;
        } catch (EmailException | IllegalArgumentException failure) { // the latter where an address is none
            return Outcome.failed(failure);
        }
    }

    /** It has no setter for whom to trust; its session's properties have. */
    private static void trust(SimpleEmail email, ClientSettings settings) throws EmailException {
        if (settings.security() != Security.NONE) {
            email.getMailSession()
                    .getProperties()
                    .put("mail.smtp.ssl.socketFactory", settings.sslContext().getSocketFactory());
        }
    }
}
