package dev.norelay.clients;

import dev.norelay.ClientSettings;
import dev.norelay.session.Security;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.subethamail.smtp.client.PlainAuthenticator;
import org.subethamail.smtp.client.SMTPClient;
import org.subethamail.smtp.client.SmartClient;

/**
 * SubEthaSMTP's SmartClient, command by command. It writes {@code MAIL FROM: <...>} with a blank behind the colon, and
 * checks no host name.
 */
final class SubEthaClient implements MailClient {
    @Override
    public String name() {
        return "SmartClient";
    }

    @Override
    public Outcome attempt(ClientSettings settings, Duration patience) {
        Smart client = new Smart(new Wire(settings, patience));
        try {
            client.connect(settings.host(), settings.port());
            try {
                deliver(client, settings);
            } finally {
                client.quit();
            }
            return Outcome.SENT;
        } catch (IOException | IllegalStateException failure) {
            return Outcome.failed(failure);
        }
    }

    private static void deliver(Smart client, ClientSettings settings) throws IOException {
        if (settings.security() == Security.STARTTLS) {
            client.startTLS();
        }
        if (settings.user().isPresent()) {
            String password = settings.password().orElse("");
            new PlainAuthenticator(client, settings.user().get(), password).authenticate();
        }
        client.from(settings.from());
        for (String recipient : settings.recipients()) {
            client.to(recipient);
        }
        client.dataStart();
        client.dataWrite(Mail.octets(settings));
        client.dataEnd();
    }

    /** Whose constructor is not for everyone. */
    private static final class Smart extends SmartClient {
        Smart(SMTPClient client) {
            super(client, "client.example.test", Optional.empty());
        }
    }

    /** With time-outs, which its own are minutes of. */
    private static final class Wire extends SMTPClient {
        private final Duration patience;

        Wire(ClientSettings settings, Duration patience) {
            super(
                    Optional.empty(),
                    Optional.of(settings.host() + ":" + settings.port()),
                    settings.security() == Security.STARTTLS
                            ? Optional.of(settings.sslContext().getSocketFactory())
                            : Optional.empty());
            this.patience = patience;
        }

        @Override
        protected Socket createSocket() {
            return new Socket() {
                @Override
                public void connect(SocketAddress address, int minutes) throws IOException {
                    super.connect(address, Math.toIntExact(patience.toMillis()));
                    setSoTimeout(Math.toIntExact(patience.toMillis()));
                }
            };
        }
    }
}
