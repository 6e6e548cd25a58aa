package dev.norelay.clients;

import dev.norelay.ClientSettings;
import dev.norelay.session.Security;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** swaks on a command line; it shows the whole dialogue. It checks who signed a certificate, and no host name. */
record Swaks(Program program) implements MailClient {
    Swaks() {
        this(Program.of("swaks"));
    }

    @Override
    public boolean isProgram() {
        return true;
    }

    @Override
    public String name() {
        return "swaks";
    }

    /** Without that module it refuses to speak TLS. */
    @Override
    public List<String> missing() throws IOException, InterruptedException {
        List<String> missing = new ArrayList<>(program.missing());
        Program perl = Program.of("perl");
        if (missing.isEmpty()
                && perl.run(new byte[0], "-MNet::SSLeay", "-e", "1").exitCode() != 0) {
            missing.add("Net::SSLeay for Perl");
        }
        return missing;
    }

    @Override
    public Outcome attempt(ClientSettings settings, Duration patience) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--config", "--helo", "client.example.test"));
        arguments.addAll(List.of("--server", settings.host(), "--port", Integer.toString(settings.port())));
        arguments.addAll(List.of("--timeout", Long.toString(patience.toSeconds())));
        if (settings.security() != Security.NONE) {
            arguments.add(settings.security() == Security.TLS ? "--tls-on-connect" : "--tls");
            arguments.addAll(
                    List.of("--tls-verify", "--tls-ca-path", settings.caFile().toString()));
        }
        settings.user().ifPresent(user -> {
            arguments.addAll(List.of("--auth", "PLAIN", "--auth-user", user));
            arguments.addAll(List.of("--auth-password", settings.password().orElse("")));
        });
        arguments.addAll(List.of("--from", settings.from(), "--to", String.join(",", settings.recipients())));
        arguments.addAll(List.of("--data", "-", "--suppress-data"));
        return Outcome.of(program.run(withFinalDot(Mail.octets(settings)), arguments.toArray(String[]::new)));
    }

    /** A mail may end with the line that ends it on the wire; where its own last line is a dot, it must. */
    private static byte[] withFinalDot(byte[] octets) {
        return (new String(octets, StandardCharsets.US_ASCII) + ".\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
