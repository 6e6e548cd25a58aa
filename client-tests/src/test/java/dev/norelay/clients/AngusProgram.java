package dev.norelay.clients;

import dev.norelay.ClientSettings;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Angus Mail in a Java process of its own, on the Java that runs the tests: it may have a clock of its own. */
record AngusProgram(Program program) implements MailClient {
    AngusProgram() {
        this(Program.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    }

    @Override
    public String name() {
        return "Java program";
    }

    @Override
    public List<String> missing() {
        return program.missing();
    }

    @Override
    public Outcome attempt(ClientSettings settings, Duration patience) throws IOException, InterruptedException {
        Properties properties = settings.jakartaMailProperties();
        properties.put("mail.smtp.connectiontimeout", Long.toString(patience.toMillis()));
        List<String> arguments = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1"));
        // All but the socket factory, which is no text.
        properties.stringPropertyNames().forEach(key -> arguments.add("-D" + key + "=" + properties.getProperty(key)));
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), AngusProgram.class.getName()));
        arguments.add(settings.caFile().toString());
        settings.user().ifPresent(arguments::add);
        settings.password().ifPresent(arguments::add);
        return Outcome.of(program.run(Mail.octets(settings), arguments.toArray(String[]::new)));
    }

    /**
     * Sends what comes on standard input.
     *
     * @param arguments the CA file, and the login if there is one; all else is in system properties
     */
    public static void main(String... arguments) throws GeneralSecurityException, IOException {
        Properties properties = System.getProperties();
        properties.put(
                "mail.smtp.ssl.socketFactory", trusting(Path.of(arguments[0])).getSocketFactory());
        Session session = Session.getInstance(properties);
        try (Transport transport = session.getTransport()) {
            MimeMessage message = new MimeMessage(session, System.in);
            transport.connect(arguments.length > 1 ? arguments[1] : null, arguments.length > 2 ? arguments[2] : null);
            transport.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException failure) {
            System.out.println(Outcome.chain(failure));
            System.exit(1);
        }
    }

    private static SSLContext trusting(Path caFile) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(caFile)) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
