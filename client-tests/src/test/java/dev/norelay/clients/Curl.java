package dev.norelay.clients;

import dev.norelay.ClientSettings;
import dev.norelay.session.Security;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** curl on a command line, quiet but for errors. */
record Curl(Program program) implements MailClient {
    Curl() {
        this(Program.of("curl"));
    }

    @Override
    public boolean isProgram() {
        return true;
    }

    @Override
    public String name() {
        return "curl";
    }

    @Override
    public List<String> missing() {
        return program.missing();
    }

    @Override
    public Outcome attempt(ClientSettings settings, Duration patience) throws IOException, InterruptedException {
        String scheme = settings.security() == Security.TLS ? "smtps" : "smtp";
        List<String> arguments = new ArrayList<>(List.of("--disable", "--noproxy", "*", "--silent", "--show-error"));
        arguments.addAll(List.of("--url", scheme + "://" + settings.host() + ":" + settings.port()));
        arguments.addAll(List.of("--connect-timeout", seconds(patience)));
        arguments.addAll(List.of("--max-time", seconds(patience.plusSeconds(2))));
        if (settings.security() != Security.NONE) {
            arguments.addAll(List.of("--ssl-reqd", "--cacert", settings.caFile().toString()));
        }
        settings.user()
                .ifPresent(user -> arguments.addAll(
                        List.of("--user", user + ":" + settings.password().orElse(""))));
        arguments.addAll(List.of("--mail-from", settings.from()));
        settings.recipients().forEach(recipient -> arguments.addAll(List.of("--mail-rcpt", recipient)));
        arguments.addAll(List.of("--upload-file", "-"));
        return Outcome.of(program.run(Mail.octets(settings), arguments.toArray(String[]::new)));
    }

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }
}
