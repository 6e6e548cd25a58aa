package dev.norelay.clients;

import io.vertx.ext.mail.MailConfig;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.mail2.jakarta.SimpleEmail;
import org.apache.commons.net.smtp.SMTPClient;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.simplejavamail.mailer.MailerBuilder;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.subethamail.smtp.client.SmartClient;

/** Which version of a client plays. */
final class ClientVersion {
    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+(-M\\d+)?");

    /** A class of each client that plays in this JVM. */
    private static final Map<Class<? extends MailClient>, Class<?>> LIBRARIES = Map.of(
            AngusMail.class, SMTPTransport.class,
            SpringMail.class, JavaMailSenderImpl.class,
            CommonsEmail.class, SimpleEmail.class,
            SimpleJavaMail.class, MailerBuilder.class,
            CommonsNet.class, SMTPClient.class,
            SubEthaClient.class, SmartClient.class,
            VertxMail.class, MailConfig.class);

    private ClientVersion() {}

    /** Its name and version, as in {@code curl 7.88.1}. */
    static String of(MailClient client) throws IOException, InterruptedException, URISyntaxException {
        Matcher version = VERSION.matcher(told(client));
        return client.name() + (version.find() ? " " + version.group() : "");
    }

    private static String told(MailClient client) throws IOException, InterruptedException, URISyntaxException {
        Class<?> library = LIBRARIES.get(client.getClass());
        if (library != null) {
            return jar(library);
        } else if (client instanceof Curl curl) {
            return told(curl.program());
        } else if (client instanceof Smtplib smtplib) {
            return told(smtplib.program());
        } else if (client instanceof Swaks swaks) {
            return told(swaks.program());
        } else if (client instanceof Msmtp msmtp) {
            return told(msmtp.program());
        } else if (client instanceof PhpMailer php) {
            return php.run("--version");
        } else if (client instanceof RubyMail ruby) {
            return ruby.run("--version");
        } else if (client instanceof Nodemailer) {
            return Nodemailer.version();
        } else if (client instanceof Postfix) {
            return Postfix.version();
        }
        throw new IllegalArgumentException("no version is known of " + client.name());
    }

    private static String told(Program program) throws IOException, InterruptedException {
        return program.run(new byte[0], "--version").output();
    }

    /** Its file's name has it. */
    private static String jar(Class<?> type) {
        String path = type.getProtectionDomain().getCodeSource().getLocation().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
