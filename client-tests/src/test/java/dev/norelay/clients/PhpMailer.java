package dev.norelay.clients;

import dev.norelay.ClientSettings;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A PHP script of a few lines around PHPMailer, as Debian has it; it shows its exception's own words. */
record PhpMailer(Program program) implements MailClient {
    private static final Path LIBRARY = Path.of("/usr/share/php/libphp-phpmailer/autoload.php");

    PhpMailer() {
        this(Program.of("php"));
    }

    @Override
    public boolean isProgram() {
        return true;
    }

    @Override
    public boolean writesMessage() {
        return true;
    }

    @Override
    public String name() {
        return "PHPMailer";
    }

    @Override
    public List<String> missing() {
        Stream<String> library = Files.exists(LIBRARY) ? Stream.empty() : Stream.of("PHPMailer (libphp-phpmailer)");
        return Stream.concat(program.missing().stream(), library).toList();
    }

    /** What the script itself prints with that argument. */
    String run(String argument) throws IOException, InterruptedException, URISyntaxException {
        return program.run(new byte[0], Script.file("phpmailer_send.php"), argument)
                .output();
    }

    @Override
    public Outcome send(ClientSettings settings, Duration patience)
            throws IOException, InterruptedException, URISyntaxException {
        List<String> arguments = Script.arguments("phpmailer_send.php", settings, patience);
        byte[] words = Mail.words(settings).getBytes(StandardCharsets.US_ASCII);
        return Outcome.of(program.run(words, arguments.toArray(String[]::new)));
    }
}
