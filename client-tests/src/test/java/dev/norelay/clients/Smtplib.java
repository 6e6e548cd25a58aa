package dev.norelay.clients;

import dev.norelay.ClientSettings;
import dev.norelay.session.Security;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A Python script of a few lines around smtplib; it shows its traceback. */
record Smtplib(Program program) implements MailClient {
    Smtplib() {
        this(Program.of("python3"));
    }

    @Override
    public boolean isProgram() {
        return true;
    }

    @Override
    public String name() {
        return "smtplib";
    }

    @Override
    public List<String> missing() {
        return program.missing();
    }

    @Override
    public Outcome send(ClientSettings settings, Duration patience)
            throws IOException, InterruptedException, URISyntaxException {
        List<String> arguments = new ArrayList<>(List.of("-I", script().toString(), settings.host()));
        arguments.add(Integer.toString(settings.port()));
        arguments.add(Long.toString(patience.toSeconds()));
        arguments.add(settings.security().id());
        arguments.add(
                settings.security() == Security.NONE ? "" : settings.caFile().toString());
        arguments.add(settings.user().orElse(""));
        arguments.add(settings.password().orElse(""));
        arguments.add(settings.from());
        arguments.addAll(settings.recipients());
        return Outcome.of(program.run(Mail.octets(settings), arguments.toArray(String[]::new)));
    }

    private static Path script() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(Smtplib.class.getResource("smtplib_send.py"))
                .toURI());
    }
}
