package dev.norelay.clients;

import dev.norelay.ClientSettings;
import dev.norelay.session.Mechanism;
import dev.norelay.session.Security;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A script of a few lines around nodemailer, which {@code npm ci} installs beside it; it shows its error's own words. */
record Nodemailer(Program program) implements MailClient {
    private static final Path FOLDER = Path.of("nodemailer");
    private static final Path LIBRARY = FOLDER.resolve("node_modules/nodemailer/package.json");

    Nodemailer() {
        this(Program.of("node"));
    }

    @Override
    public boolean isProgram() {
        return true;
    }

    @Override
    public String name() {
        return "nodemailer";
    }

    @Override
    public List<String> missing() {
        Stream<String> library = Files.exists(LIBRARY) ? Stream.empty() : Stream.of("nodemailer (from npm)");
        return Stream.concat(program.missing().stream(), library).toList();
    }

    /** As its package says. */
    static String version() throws IOException {
        return Files.readString(LIBRARY).replaceFirst("(?s).*\"version\": \"([^\"]+)\".*", "$1");
    }

    @Override
    public Outcome send(ClientSettings settings, Duration patience) throws IOException, InterruptedException {
        return send(settings, patience, settings.token().isPresent() ? Mechanism.XOAUTH2.saslName() : "");
    }

    /** Logs in by that mechanism, which the settings must have the secret for. */
    Outcome send(ClientSettings settings, Mechanism mechanism) throws IOException, InterruptedException {
        return send(settings, settings.timeout(), mechanism.saslName());
    }

    private Outcome send(ClientSettings settings, Duration patience, String method)
            throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of(FOLDER.resolve("send.js").toString(), settings.host()));
        arguments.add(Integer.toString(settings.port()));
        arguments.add(Long.toString(patience.toSeconds()));
        arguments.add(settings.security().id());
        arguments.add(
                settings.security() == Security.NONE ? "" : settings.caFile().toString());
        arguments.add(method);
        arguments.add(settings.user().orElse(""));
        arguments.add(settings.token().or(settings::password).orElse(""));
        arguments.add(settings.from());
        arguments.addAll(settings.recipients());
        return Outcome.of(program.run(Mail.octets(settings), arguments.toArray(String[]::new)));
    }
}
