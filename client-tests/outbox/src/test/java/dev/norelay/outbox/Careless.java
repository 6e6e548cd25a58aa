package dev.norelay.outbox;

import dev.norelay.ClientSettings;
import dev.norelay.ClientUnderTest;
import dev.norelay.session.Security;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * The application's twin, as such programs are often written: whatever fails is done again at once, all of it; encryption is
 * a wish, certificates are a nuisance, and nobody says goodbye. None of it is in the application.
 */
final class Careless implements ClientUnderTest {
    /** It insists. */
    private static final int TRIES = 3;

    @Override
    public void send(ClientSettings settings) throws Exception {
        @Nullable MessagingException last = null;
        for (int i = 0; i < TRIES; i++) {
            try {
                sendOnce(settings);
                return;
            } catch (MessagingException again) {
                last = again;
            }
        }
        throw last == null ? new IllegalStateException("it tries at least once") : last;
    }

    private static void sendOnce(ClientSettings settings) throws MessagingException {
        Session session = Session.getInstance(properties(settings));
        try (Rude transport = new Rude(session)) {
            transport.connect(
                    settings.host(),
                    settings.port(),
                    settings.user().orElse(null),
                    settings.password().orElse(null));
            Address[] recipients = InternetAddress.parse(String.join(",", settings.recipients()));
            transport.sendMessage(new Gossip(session, octets(settings)), recipients);
        }
    }

    private static Properties properties(ClientSettings settings) {
        Properties mail = new Properties();
        mail.put("mail.smtp.auth", Boolean.toString(settings.user().isPresent()));
        mail.put("mail.smtp.connectiontimeout", "10000");
        mail.put("mail.smtp.timeout", "10000");
        mail.put("mail.smtp.sendpartial", "true");
        mail.put("mail.smtp.ssl.enable", Boolean.toString(settings.security() == Security.TLS));
        mail.put("mail.smtp.starttls.enable", "true"); // but not required
        mail.put("mail.smtp.ssl.trust", "*");
        mail.put("mail.smtp.ssl.checkserveridentity", "false");
        return mail;
    }

    private static byte[] octets(ClientSettings settings) {
        List<String> to = settings.recipients();
        String text = """
                From: %s
                To: %s
                Bcc: %s
                Date: %s
                Message-ID: <careless@example.test>
                Subject: Greetings

                A mail.
                """.formatted(settings.from(), to.get(0), String.join(", ", to), now());
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** A fixed date would be an eleventh thing, a day later. */
    private static String now() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    }

    /** Makes ready for the next mail, and then just hangs up. */
    private static final class Rude extends SMTPTransport {
        private Rude(Session session) {
            super(session, new URLName("smtp", null, -1, null, null, null));
        }

        @Override
        protected void sendCommand(String command) throws MessagingException {
            super.sendCommand(command.equals("QUIT") ? "RSET" : command);
        }
    }

    /** Angus Mail leaves Bcc out by itself. */
    private static final class Gossip extends MimeMessage {
        private Gossip(Session session, byte[] octets) throws MessagingException {
            super(session, new ByteArrayInputStream(octets));
        }

        @Override
        public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
            super.writeTo(out, null);
        }
    }
}
