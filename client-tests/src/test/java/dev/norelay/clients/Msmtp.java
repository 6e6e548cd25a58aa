package dev.norelay.clients;

import dev.norelay.ClientSettings;
import dev.norelay.session.Security;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** msmtp on a command line, as cron jobs and text mail readers use it. Where it refuses a certificate, it sends no alert. */
record Msmtp(Program program) implements MailClient {
    Msmtp() {
        this(Program.of("msmtp"));
    }

    @Override
    public boolean isProgram() {
        return true;
    }

    @Override
    public String name() {
        return "msmtp";
    }

    @Override
    public List<String> missing() {
        return program.missing();
    }

    @Override
    public Outcome attempt(ClientSettings settings, Duration patience) throws IOException, InterruptedException {
        // With --host it reads no configuration file.
        List<String> arguments = new ArrayList<>(List.of("--host=" + settings.host(), "--port=" + settings.port()));
        arguments.add("--domain=client.example.test");
        arguments.add("--timeout=" + patience.toSeconds());
        if (settings.security() != Security.NONE) {
            arguments.add("--tls=on");
            arguments.add("--tls-starttls=" + (settings.security() == Security.STARTTLS ? "on" : "off"));
            arguments.add("--tls-trust-file=" + settings.caFile());
        }
        settings.user().ifPresent(user -> {
            arguments.addAll(List.of("--auth=plain", "--user=" + user));
            arguments.add("--passwordeval=echo '" + settings.password().orElse("") + "'");
        });
        arguments.addAll(List.of("--from=" + settings.from(), "--"));
        arguments.addAll(settings.recipients());
        return Outcome.of(program.run(Mail.octets(settings), arguments.toArray(String[]::new)));
    }
}
