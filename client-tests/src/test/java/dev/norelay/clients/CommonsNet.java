package dev.norelay.clients;

import dev.norelay.ClientSettings;
import dev.norelay.session.Security;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.apache.commons.net.smtp.AuthenticatingSMTPClient;
import org.apache.commons.net.smtp.AuthenticatingSMTPClient.AUTH_METHOD;
import org.apache.commons.net.smtp.SMTPReply;

/**
 * Apache Commons Net, command by command. To it a refusal is no exception: each call tells whether it went well, and
 * whoever wants to know more asks for the reply.
 */
final class CommonsNet implements MailClient {
    @Override
    public String name() {
        return "Commons Net";
    }

    @Override
    public Outcome attempt(ClientSettings settings, Duration patience) throws GeneralSecurityException, IOException {
        AuthenticatingSMTPClient client =
                new AuthenticatingSMTPClient(settings.security() == Security.TLS, settings.sslContext());
        client.setEndpointCheckingEnabled(true);
        client.setConnectTimeout(Math.toIntExact(patience.toMillis()));
        client.setDefaultTimeout(Math.toIntExact(patience.toMillis()));
        try {
            client.connect(settings.host(), settings.port());
            Outcome outcome = deliver(client, settings) ? Outcome.SENT : refused(client);
            client.quit();
            return outcome;
        } catch (IOException failure) {
            return Outcome.failed(failure);
        } finally {
            client.disconnect();
        }
    }

    private static boolean deliver(AuthenticatingSMTPClient client, ClientSettings settings)
            throws GeneralSecurityException, IOException {
        return SMTPReply.isPositiveCompletion(client.getReplyCode())
                && hello(client)
                && (settings.security() != Security.STARTTLS || (client.execTLS() && hello(client)))
                && (settings.user().isEmpty() || login(client, settings))
                && client.setSender(settings.from())
                && recipients(client, settings)
                && content(client, settings)
                && client.completePendingCommand();
    }

    private static boolean hello(AuthenticatingSMTPClient client) throws IOException {
        return client.elogin("client.example.test");
    }

    private static boolean login(AuthenticatingSMTPClient client, ClientSettings settings)
            throws GeneralSecurityException, IOException {
        return client.auth(
                AUTH_METHOD.PLAIN,
                settings.user().orElse(""),
                settings.password().orElse(""));
    }

    private static boolean recipients(AuthenticatingSMTPClient client, ClientSettings settings) throws IOException {
        for (String recipient : settings.recipients()) {
            if (!client.addRecipient(recipient)) {
                return false;
            }
        }
        return true;
    }

    private static boolean content(AuthenticatingSMTPClient client, ClientSettings settings) throws IOException {
        try (Writer content = client.sendMessageData()) {
            if (content == null) {
                return false;
            }
            content.write(new String(Mail.octets(settings), StandardCharsets.US_ASCII));
            return true;
        }
    }

    private static Outcome refused(AuthenticatingSMTPClient client) {
        return new Outcome(
                false, "reply " + client.getReplyCode(), client.getReplyString().strip());
    }
}
