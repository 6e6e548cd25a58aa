package dev.norelay.clients;

import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.refuse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.journal.Event;
import dev.norelay.journal.Message;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Jakarta Mail with the extensions that it uses when asked to: chunks, delivery status notifications, UTF-8. */
class AngusExtensionsTest {
    private static void send(Norelay server, String recipient, Map<String, String> more) throws MessagingException {
        ClientSettings settings = server.settings();
        Properties properties = settings.jakartaMailProperties();
        properties.putAll(more);
        Session session = Session.getInstance(properties);
        MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(Mail.octets(settings)));
        InternetAddress[] recipients = {new InternetAddress(recipient)};
        try (Transport transport = session.getTransport()) {
            transport.connect(settings.user().orElse(null), settings.password().orElse(null));
            transport.sendMessage(message, recipients);
        }
    }

    /** Angus Mail 2.0.5 stuffs dots in chunks too, which RFC 3030 §2 does not: they arrive as they were sent. */
    @Test
    void chunksArriveAsOneMessage() throws Exception {
        try (Norelay server = Norelay.open()) {
            send(server, "bob@partner.test", Map.of("mail.smtp.chunksize", "100"));
            String stuffed =
                    new String(Mail.octets(server.settings()), StandardCharsets.US_ASCII).replace("\r\n.", "\r\n..");
            assertThat(server.messages()).extracting(Message::text).containsExactly(stuffed);
            assertThat(server.journal().sessions().get(0).events(Event.CommandReceived.class))
                    .filteredOn(received -> received.command() instanceof Command.Bdat)
                    .hasSizeGreaterThan(2);
        }
    }

    @Test
    void aMessageInChunksIsRefusedByTheSameRule() {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.END_OF_DATA).then(refuse(Refusal.CONTENT_REFUSED)));
            assertThatThrownBy(() -> send(server, "bob@partner.test", Map.of("mail.smtp.chunksize", "100")))
                    .hasStackTraceContaining("554 5.7.1 Message content refused");
            assertThat(server.messages()).isEmpty();
        }
    }

    @Test
    void notificationsAreAskedFor() throws Exception {
        try (Norelay server = Norelay.open()) {
            Map<String, String> dsn = Map.of(
                    "mail.smtp.dsn.notify", "SUCCESS,FAILURE ORCPT=rfc822;b@c.test", "mail.smtp.dsn.ret", "HDRS");
            send(server, "bob@partner.test", dsn);
            Message message = server.messages().get(0);
            assertThat(message.parameters()).containsEntry("RET", "HDRS");
            assertThat(message.parameters("bob@partner.test"))
                    .containsEntry("NOTIFY", "SUCCESS,FAILURE")
                    .containsEntry("ORCPT", "rfc822;b@c.test");
        }
    }

    @Test
    void utf8AddressesAreSentAsTheyAre() throws Exception {
        try (Norelay server = Norelay.open()) {
            send(server, "jörg@partner.test", Map.of("mail.mime.allowutf8", "true"));
            Message message = server.messages().get(0);
            assertThat(message.recipients()).containsExactly("jörg@partner.test");
            assertThat(message.parameters()).containsKey("SMTPUTF8");
        }
    }
}
