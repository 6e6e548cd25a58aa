package dev.norelay.clients;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.net.smtp.SMTPClient;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.subethamail.smtp.client.SmartClient;

/** Which version of a client plays. */
final class ClientVersion {
    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");

    private ClientVersion() {}

    /** Its name and version, as in {@code curl 7.88.1}. */
    static String of(MailClient client) throws IOException, InterruptedException {
        Matcher version = VERSION.matcher(told(client));
        return client.name() + (version.find() ? " " + version.group() : "");
    }

    private static String told(MailClient client) throws IOException, InterruptedException {
        if (client instanceof Curl curl) {
            return told(curl.program());
        } else if (client instanceof Smtplib smtplib) {
            return told(smtplib.program());
        } else if (client instanceof Swaks swaks) {
            return told(swaks.program());
        } else if (client instanceof Msmtp msmtp) {
            return told(msmtp.program());
        } else if (client instanceof SpringMail) {
            return jar(JavaMailSenderImpl.class);
        } else if (client instanceof CommonsNet) {
            return jar(SMTPClient.class);
        } else if (client instanceof SubEthaClient) {
            return jar(SmartClient.class);
        }
        return jar(SMTPTransport.class);
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
