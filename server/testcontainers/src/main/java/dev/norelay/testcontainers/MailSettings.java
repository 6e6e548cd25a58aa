package dev.norelay.testcontainers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;

/**
 * What a person has entered for the outgoing server, right or wrong, and the mail of the story; host and port are those by which a
 * client outside of the container comes to it. Give it to the client under test. Immutable.
 */
public final class MailSettings {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final JsonNode settings;
    private final Ways.Place place;
    private final String caPem;

    private MailSettings(JsonNode settings, Ways.Place place, String caPem) {
        this.settings = settings;
        this.place = place;
        this.caPem = caPem;
    }

    /**
     * Out of what the control API tells of a server.
     *
     * @param ways how the client comes to its ports
     */
    static MailSettings of(JsonNode server, Ways ways) {
        JsonNode settings = server.get("settings");
        return new MailSettings(
                settings, place(server, settings, ways), server.at("/ca/pem").asString());
    }

    /** What the person has typed literally, such as a host that does not exist, stays. */
    private static Ways.Place place(JsonNode server, JsonNode settings, Ways ways) {
        String host = settings.get("host").asString();
        int port = settings.get("port").asInt();
        for (JsonNode listener : server.get("listeners")) {
            if (listener.get("port").asInt() == port) {
                Ways.Place place = ways.to(port, listener.get("service").asString());
                boolean literal = !host.equals(server.get("host").asString());
                return literal ? new Ways.Place(host, place.port()) : place;
            }
        }
        return new Ways.Place(host, port);
    }

    public String host() {
        return place.host();
    }

    public int port() {
        return place.port();
    }

    /** How the person has set TLS: {@code none}, {@code starttls} or {@code tls}. */
    public String security() {
        return settings.get("security").asString();
    }

    /** Empty where the login was left blank. */
    public Optional<String> user() {
        return text("user");
    }

    /** Empty where it was left blank. */
    public Optional<String> password() {
        return text("password");
    }

    /** What the sign-in has given to the client in a password's place (OAuth); empty where it has none. */
    public Optional<String> token() {
        return text("token");
    }

    /** The reverse-path of the mail to send. */
    public String from() {
        return settings.get("from").asString();
    }

    /** The forward-paths of the mail to send. */
    public List<String> recipients() {
        return settings.get("to").valueStream().map(JsonNode::asString).toList();
    }

    /** In octets, about: how large the mail to send should be. */
    public long size() {
        return settings.get("size").asLong();
    }

    /** How many such mails to send. */
    public int count() {
        return settings.get("count").asInt();
    }

    /** The certificate of whoever signs the server's certificates, for the client to trust. */
    public String caPem() {
        return caPem;
    }

    /** Trusts that signer, and nobody else. Checking the host name is up to the client, as everywhere. */
    public SSLContext sslContext() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "norelay",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(caPem.getBytes(StandardCharsets.US_ASCII))));
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JVM cannot trust norelay's certificate authority", e);
        }
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
        mail.put("mail.smtp.host", host());
        mail.put("mail.smtp.port", Integer.toString(port()));
        mail.put("mail.smtp.connectiontimeout", millis);
        mail.put("mail.smtp.timeout", millis);
        mail.put("mail.smtp.writetimeout", millis);
        mail.put("mail.smtp.auth", Boolean.toString(user().isPresent()));
        token().ifPresent(token -> mail.put("mail.smtp.auth.mechanisms", "XOAUTH2"));
        mail.put("mail.smtp.from", from());
        if (!security().equals("none")) {
            boolean fromTheStart = security().equals("tls");
            mail.put("mail.smtp.ssl.checkserveridentity", "true");
            mail.put("mail.smtp.ssl.socketFactory", sslContext().getSocketFactory());
            mail.put(fromTheStart ? "mail.smtp.ssl.enable" : "mail.smtp.starttls.required", "true");
            mail.put("mail.smtp.starttls.enable", Boolean.toString(!fromTheStart));
        }
        return mail;
    }

    private Optional<String> text(String name) {
        JsonNode value = settings.path(name);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return host() + ":" + port() + ", " + security() + ", "
                + user().map(name -> "user " + name).orElse("no login");
    }
}
