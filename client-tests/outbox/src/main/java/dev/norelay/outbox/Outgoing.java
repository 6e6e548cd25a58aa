package dev.norelay.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The outgoing server; the same options for all commands that send. */
final class Outgoing {
    @Option(
            names = "--settings",
            required = true,
            paramLabel = "FILE",
            description =
                    "The outgoing server: host, port, security (none, starttls, tls), user, password or token, ca-file.")
    private Path file = Path.of("");

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long to wait for a connection and for each reply, whatever the settings say.")
    private @Nullable Integer seconds;

    /** The settings as they are now. */
    Settings read() throws IOException {
        Settings settings = Settings.read(file);
        return seconds == null ? settings : settings.withTimeout(Duration.ofSeconds(seconds));
    }
}
