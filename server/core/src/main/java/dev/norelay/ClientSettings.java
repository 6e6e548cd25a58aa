package dev.norelay;

import dev.norelay.scenario.Client;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Mail;
import dev.norelay.scenario.Phase;
import dev.norelay.session.Security;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;

/**
 * What a person has entered for the outgoing server, right or wrong, and the mail of the story. Give it to the client
 * under test. Immutable.
 */
public final class ClientSettings {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final String host;
    private final int port;
    private final Phase phase;
    private final int number;
    private final Ca ca;

    ClientSettings(String host, int port, Phase phase, Ca ca) {
        this(host, port, phase, 1, ca);
    }

    private ClientSettings(String host, int port, Phase phase, int number, Ca ca) {
        this.host = host;
        this.port = port;
        this.phase = phase;
        this.number = number;
        this.ca = ca;
    }

    private Client client() {
        return phase.client();
    }

    public String host() {
        return host;
    }

    /** The port that is really bound, or the one that the person typed literally. */
    public int port() {
        return port;
    }

    /** How the person has set TLS. */
    public Security security() {
        return client().security();
    }

    /** Empty where the login was left blank. */
    public Optional<String> user() {
        return Optional.ofNullable(client().user());
    }

    /** Empty where it was left blank. */
    public Optional<String> password() {
        return Optional.ofNullable(client().password());
    }

    /** What the sign-in has given to the client in a password's place (OAuth); empty where it has none. */
    public Optional<String> token() {
        return Optional.ofNullable(client().token());
    }

    /** The reverse-path of the mail to send. */
    public String from() {
        return phase.mail().from();
    }

    /** The forward-paths of the mail to send. */
    public List<String> recipients() {
        return phase.mail().to();
    }

    /** In octets, about: how large the mail to send should be. */
    public long size() {
        return phase.mail().size();
    }

    /** How many such mails to send. */
    public int count() {
        return phase.mail().count();
    }

    /**
     * Which of them is to be sent, from 1: what {@link Norelay#play} hands out for the same mail again has the same number,
     * and a good client sends it with the same Message-ID.
     */
    public int number() {
        return number;
    }

    /** The same for one of the mails, and for those who do not have it yet. */
    ClientSettings of(int which, List<String> waiting) {
        Mail mail = phase.mail();
        Mail rest = new Mail(mail.from(), waiting, mail.size(), mail.count());
        return new ClientSettings(host, port, new Phase(phase.name(), rest, phase.client(), phase.server()), which, ca);
    }

    /** A PEM file with the certificate of whoever signs the server's certificates; gone when the server is closed. */
    public Path caFile() {
        return ca.file();
    }

    /** Trusts that signer, and nobody else. Checking the host name is up to the client, as everywhere. */
    public SSLContext sslContext() {
        return ca.sslContext();
    }

    /** How long a client should wait for the server, at most. */
    public Duration timeout() {
        return TIMEOUT;
    }

    /**
     * For Jakarta Mail: host, port, TLS as the person has set it, time-outs, the trusted signer, and whether to log in.
     * STARTTLS is required where it is set, and the server's name is checked. User and password are for {@code
     * Transport.connect}; so is the token, where there is one: then the mechanism is XOAUTH2.
     */
    public Properties jakartaMailProperties() {
        Properties mail = new Properties();
        String millis = Long.toString(TIMEOUT.toMillis());
        mail.put("mail.transport.protocol", "smtp");
        mail.put("mail.smtp.host", host);
        mail.put("mail.smtp.port", Integer.toString(port));
        mail.put("mail.smtp.connectiontimeout", millis);
        mail.put("mail.smtp.timeout", millis);
        mail.put("mail.smtp.writetimeout", millis);
        mail.put("mail.smtp.auth", Boolean.toString(user().isPresent()));
        token().ifPresent(token -> mail.put("mail.smtp.auth.mechanisms", "XOAUTH2"));
        mail.put("mail.smtp.from", from());
        if (security() != Security.NONE) {
            mail.put("mail.smtp.ssl.checkserveridentity", "true");
            mail.put("mail.smtp.ssl.socketFactory", sslContext().getSocketFactory());
            String way = security() == Security.TLS ? "mail.smtp.ssl.enable" : "mail.smtp.starttls.required";
            mail.put(way, "true");
            mail.put("mail.smtp.starttls.enable", Boolean.toString(security() == Security.STARTTLS));
        }
        return mail;
    }

    /** The listener that these settings lead to, if they name one. */
    Optional<Listener> listener() {
        boolean literal = client().host() != null || client().port() != null;
        return literal
                ? Optional.empty()
                : Optional.ofNullable(phase.server().listeners().get(client().listener()));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return host + ":" + port + ", " + security().id() + ", "
                + user().map(name -> "user " + name).orElse("no login");
    }
}
