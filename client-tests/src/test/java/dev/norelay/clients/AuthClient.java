package dev.norelay.clients;

import static dev.norelay.session.Mechanism.CRAM_MD5;
import static dev.norelay.session.Mechanism.LOGIN;
import static dev.norelay.session.Mechanism.OAUTHBEARER;
import static dev.norelay.session.Mechanism.PLAIN;
import static dev.norelay.session.Mechanism.XOAUTH2;

import dev.norelay.ClientSettings;
import dev.norelay.session.Mechanism;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/**
 * A mail client that is told by which mechanism to log in, with STARTTLS.
 *
 * @param name as people call it
 * @param missing what it needs and is not on this machine
 * @param speaks the mechanisms that it knows
 */
record AuthClient(String name, List<String> missing, Set<Mechanism> speaks, Way way) {

    /** How it sends. */
    interface Way {
        Outcome send(ClientSettings settings, Mechanism mechanism) throws Exception;
    }

    static List<AuthClient> all() {
        return List.of(
                new AuthClient("Angus Mail", List.of(), Set.of(PLAIN, LOGIN, CRAM_MD5, XOAUTH2), AuthClient::angusMail),
                new AuthClient("Vert.x", List.of(), Set.of(PLAIN, LOGIN, CRAM_MD5, XOAUTH2), new VertxMail()::send),
                program("curl", Set.of(PLAIN, LOGIN, CRAM_MD5, XOAUTH2, OAUTHBEARER), AuthClient::curl),
                program("python3", Set.of(PLAIN, LOGIN, CRAM_MD5, XOAUTH2, OAUTHBEARER), AuthClient::smtplib),
                program("msmtp", Set.of(Mechanism.values()), AuthClient::msmtp),
                program("swaks", Set.of(PLAIN, LOGIN, CRAM_MD5), AuthClient::swaks),
                nodemailer(new Nodemailer()));
    }

    private static AuthClient program(String file, Set<Mechanism> speaks, Way way) {
        String name = file.equals("python3") ? "smtplib" : file;
        return new AuthClient(name, Program.of(file).missing(), speaks, way);
    }

    private static AuthClient nodemailer(Nodemailer client) {
        return new AuthClient(client.name(), client.missing(), Set.of(PLAIN, LOGIN, CRAM_MD5, XOAUTH2), client::send);
    }

    Outcome send(ClientSettings settings, Mechanism mechanism) throws Exception {
        return way.send(settings, mechanism);
    }

    private static String secret(ClientSettings settings) {
        return settings.token().or(settings::password).orElseThrow();
    }

    private static String user(ClientSettings settings) {
        return settings.user().orElseThrow();
    }

    private static String port(ClientSettings settings) {
        return Integer.toString(settings.port());
    }

    private static Outcome run(String file, ClientSettings settings, List<String> arguments) throws Exception {
        return Outcome.of(Program.of(file).run(Mail.octets(settings), arguments.toArray(String[]::new)));
    }

    private static Outcome angusMail(ClientSettings settings, Mechanism mechanism) throws MessagingException {
        Properties properties = settings.jakartaMailProperties();
        if (mechanism == CRAM_MD5) {
            properties.put("mail.smtp.sasl.enable", "true"); // the JDK's
            properties.put("mail.smtp.sasl.mechanisms", mechanism.saslName());
        } else {
            properties.put("mail.smtp.auth.mechanisms", mechanism.saslName());
        }
        Session session = Session.getInstance(properties);
        MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(Mail.octets(settings)));
        Address[] recipients = InternetAddress.parse(String.join(",", settings.recipients()));
        try (Transport transport = session.getTransport()) {
            transport.connect(user(settings), secret(settings));
            transport.sendMessage(message, recipients);
            return Outcome.SENT;
        } catch (MessagingException failure) {
            return Outcome.failed(failure);
        }
    }

    private static Outcome curl(ClientSettings settings, Mechanism mechanism) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--disable", "--noproxy", "*", "--silent", "--show-error"));
        arguments.addAll(List.of("--url", "smtp://" + settings.host() + ":" + settings.port(), "--ssl-reqd"));
        arguments.addAll(List.of("--cacert", settings.caFile().toString(), "--max-time", "20"));
        arguments.addAll(List.of("--login-options", "AUTH=" + mechanism.saslName()));
        arguments.addAll(
                List.of("--user", user(settings) + ":" + settings.password().orElse("")));
        settings.token().ifPresent(token -> arguments.addAll(List.of("--oauth2-bearer", token)));
        arguments.addAll(List.of("--mail-from", settings.from()));
        settings.recipients().forEach(recipient -> arguments.addAll(List.of("--mail-rcpt", recipient)));
        arguments.addAll(List.of("--upload-file", "-"));
        return run("curl", settings, arguments);
    }

    private static Outcome smtplib(ClientSettings settings, Mechanism mechanism) throws Exception {
        Path script = Path.of(Objects.requireNonNull(AuthClient.class.getResource("smtplib_auth.py"))
                .toURI());
        List<String> arguments = new ArrayList<>(List.of("-I", script.toString(), settings.host(), port(settings)));
        arguments.addAll(List.of(settings.caFile().toString(), mechanism.saslName(), user(settings)));
        arguments.addAll(List.of(secret(settings), settings.from()));
        arguments.addAll(settings.recipients());
        return run("python3", settings, arguments);
    }

    private static Outcome msmtp(ClientSettings settings, Mechanism mechanism) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--host=" + settings.host(), "--port=" + port(settings)));
        arguments.addAll(List.of("--domain=client.example.test", "--timeout=10", "--tls=on", "--tls-starttls=on"));
        arguments.add("--tls-trust-file=" + settings.caFile());
        arguments.add("--auth=" + mechanism.saslName().toLowerCase(Locale.ROOT));
        arguments.addAll(List.of("--user=" + user(settings), "--passwordeval=echo '" + secret(settings) + "'"));
        arguments.addAll(List.of("--from=" + settings.from(), "--"));
        arguments.addAll(settings.recipients());
        return run("msmtp", settings, arguments);
    }

    private static Outcome swaks(ClientSettings settings, Mechanism mechanism) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--config", "--helo", "client.example.test", "--tls"));
        arguments.addAll(List.of("--server", settings.host(), "--port", port(settings), "--timeout", "10"));
        arguments.addAll(
                List.of("--tls-verify", "--tls-ca-path", settings.caFile().toString()));
        arguments.addAll(List.of("--auth", mechanism.saslName(), "--auth-user", user(settings)));
        arguments.addAll(List.of("--auth-password", secret(settings), "--from", settings.from()));
        arguments.addAll(List.of("--to", String.join(",", settings.recipients()), "--silent", "2"));
        return run("swaks", settings, arguments);
    }
}
