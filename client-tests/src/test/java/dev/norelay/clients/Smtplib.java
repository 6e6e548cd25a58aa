package dev.norelay.clients;

import dev.norelay.ClientSettings;
import java.io.IOException;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
        List<String> arguments = new ArrayList<>(List.of("-I"));
        arguments.addAll(Script.arguments("smtplib_send.py", settings, patience));
        return Outcome.of(program.run(Mail.octets(settings), arguments.toArray(String[]::new)));
    }
}
