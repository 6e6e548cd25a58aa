package dev.norelay.outbox;

import dev.norelay.ClientSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Where a person sits who uses the application by its commands: a folder, a settings file, a clock. */
final class Desk {
    final MovableClock clock = new MovableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    /** What the person answers when they are asked for a password. */
    final Deque<String> passwords = new ArrayDeque<>();

    private final Path folder;
    private final Path settings;
    private final CommandLine line;
    private final StringWriter printed = new StringWriter();

    Desk(Path folder) {
        this.folder = folder;
        this.settings = folder.resolve("settings");
        Environment world = new Environment(
                clock,
                until -> {
                    clock.move(Duration.between(clock.instant(), until));
                    return false;
                },
                question -> Optional.ofNullable(passwords.poll()),
                Outbox::database);
        line = Main.commandLine(world);
        PrintWriter writer = new PrintWriter(printed, true);
        line.setOut(writer);
        line.setErr(writer);
    }

    /** Writes the settings file. */
    void enter(ClientSettings entered, Duration patience) throws IOException {
        write(settings, entered, patience);
    }

    static void write(Path file, ClientSettings entered, Duration patience) throws IOException {
        String seconds = Long.toString(patience.toSeconds());
        String text = "host = " + entered.host() + "\nport = " + entered.port() + "\nsecurity = "
                + entered.security().id() + "\nuser = " + entered.user().orElse("") + "\npassword = "
                + entered.password().orElse("") + "\ntoken = " + entered.token().orElse("") + "\nca-file = "
                + entered.caFile() + "\nconnect-timeout = " + seconds + "\ntimeout = " + seconds + "\n";
        Files.writeString(file, text);
    }

    /** What a command said, and its exit code. */
    record Said(int code, String text) {}

    /** Runs a command; it gets the options that say where things are. */
    Said run(String command, String... arguments) {
        printed.getBuffer().setLength(0);
        Stream<String> places = command.equals("list") || command.equals("cancel")
                ? Stream.of(command, "--outbox", box().toString())
                : Stream.of(command, "--outbox", box().toString(), "--settings", settings.toString());
        int code = line.execute(Stream.concat(places, Arrays.stream(arguments)).toArray(String[]::new));
        return new Said(code, printed.toString());
    }

    Said send(byte[] message, String... arguments) throws IOException {
        Path file = Files.write(folder.resolve("message.eml"), message);
        return run(
                "send",
                Stream.concat(Stream.of(file.toString()), Arrays.stream(arguments))
                        .toArray(String[]::new));
    }

    Said send(String message, String... arguments) throws IOException {
        return send(message.getBytes(StandardCharsets.UTF_8), arguments);
    }

    /** What is kept. */
    List<Mail> mails() throws SQLException {
        if (!Files.exists(box())) {
            return List.of();
        }
        try (Outbox outbox = new Outbox(Outbox.database(box()))) {
            return outbox.mails();
        }
    }

    Path box() {
        return folder.resolve("box");
    }
}
