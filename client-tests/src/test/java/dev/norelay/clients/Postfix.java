package dev.norelay.clients;

import dev.norelay.ClientSettings;
import dev.norelay.session.Security;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Postfix, which hands all mail on to a relayhost, as machines do that have no mail server of their own. Each mail has a
 * Postfix to itself ({@link PostfixInstance}), which tries once and is ended; what it says is what stands in its log. Bounces
 * are discarded: they would go to the same relayhost. As it knows no IP addresses in certificates, it is told to look for
 * {@code localhost} where the settings have such an address.
 */
final class Postfix implements MailClient {
    private static final Path SBIN = Path.of("/usr/sbin");
    private static final Path SASL = Path.of("/usr/lib");

    /** It is told to look for a name, where the story is about an address. */
    @Override
    public Set<String> leavesOut() {
        return Set.of("address-instead-of-name");
    }

    @Override
    public boolean isProgram() {
        return true;
    }

    @Override
    public boolean addsFields() {
        return true;
    }

    @Override
    public String name() {
        return "Postfix";
    }

    @Override
    public List<String> missing() throws IOException {
        List<String> missing = new ArrayList<>();
        if (!Files.isExecutable(SBIN.resolve("postfix"))) {
            missing.add("postfix");
        } else if (!"root".equals(System.getProperty("user.name"))) {
            missing.add("a root who starts Postfix");
        }
        if (!hasPlainLogin()) {
            missing.add("libsasl2-modules");
        }
        return missing;
    }

    private static boolean hasPlainLogin() throws IOException {
        try (Stream<Path> folders = Files.list(SASL)) {
            return folders.map(folder -> folder.resolve("sasl2/libplain.so")).anyMatch(Files::exists);
        }
    }

    /** As {@code postconf} tells it. */
    static String version() throws IOException, InterruptedException {
        return Program.of(SBIN.resolve("postconf").toString())
                .run(new byte[0], "-d", "mail_version")
                .output();
    }

    @Override
    public Outcome send(ClientSettings settings, Duration patience) throws IOException, InterruptedException {
        try (PostfixInstance postfix = PostfixInstance.start(main(settings, patience), login(settings))) {
            List<String> arguments = new ArrayList<>(List.of("-i", "-f", settings.from(), "--"));
            arguments.addAll(settings.recipients());
            // As every program on a machine hands its mail over: lines end as they do there.
            String text = new String(Mail.octets(settings), StandardCharsets.US_ASCII).replace("\r\n", "\n");
            Program.Run handedOver = postfix.sendmail(text.getBytes(StandardCharsets.US_ASCII), arguments);
            return handedOver.exitCode() == 0 ? postfix.outcome() : Outcome.of(handedOver);
        }
    }

    private static String relayhost(ClientSettings settings) {
        return "[" + settings.host() + "]:" + settings.port();
    }

    private static String login(ClientSettings settings) {
        return settings.user()
                .map(user -> relayhost(settings) + " " + user + ":"
                        + settings.password().orElse("") + "\n")
                .orElse("");
    }

    private static Map<String, String> main(ClientSettings settings, Duration patience) {
        Map<String, String> main = new TreeMap<>();
        main.put("relayhost", relayhost(settings));
        main.put("smtp_host_lookup", "native");
        main.put("smtp_tls_loglevel", "1");
        if (settings.security() == Security.NONE) {
            main.put("smtp_tls_security_level", "none");
        } else {
            main.put("smtp_tls_security_level", "secure");
            main.put("smtp_tls_CAfile", settings.caFile().toString());
            main.put("smtp_tls_wrappermode", settings.security() == Security.TLS ? "yes" : "no");
            main.put("smtp_tls_secure_cert_match", settings.host().matches("[0-9.]+") ? "localhost" : "nexthop");
        }
        if (settings.user().isPresent()) {
            main.put("smtp_sasl_auth_enable", "yes");
            main.put("smtp_sasl_password_maps", "texthash:" + PostfixInstance.LOGINS);
            main.put("smtp_sasl_security_options", "noanonymous");
        }
        for (String step : List.of(
                "connect", "helo", "starttls", "mail", "rcpt", "data_init", "data_xfer", "data_done", "rset", "quit")) {
            main.put("smtp_" + step + "_timeout", patience.toSeconds() + "s");
        }
        return main;
    }
}
