package dev.norelay.clients;

import dev.norelay.ClientSettings;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Ruby script of a few lines around the gem mail over Net::SMTP, which Rails sends with; it shows its error's own words. */
record RubyMail(Program program) implements MailClient {
    RubyMail() {
        this(Program.of("ruby"));
    }

    @Override
    public boolean isProgram() {
        return true;
    }

    @Override
    public boolean writesMessage() {
        return true;
    }

    /** The gem doubles a dot that stands alone in a line, and Net::SMTP doubles it once more, as RFC 5321 §4.5.2 wants it. */
    @Override
    public String arriving(String words) {
        return words.replaceAll("(?m)^\\.$", "..");
    }

    @Override
    public String name() {
        return "Ruby mail";
    }

    @Override
    public List<String> missing() throws IOException, InterruptedException {
        List<String> missing = new ArrayList<>(program.missing());
        if (missing.isEmpty() && program.run(new byte[0], "-rmail", "-e", "0").exitCode() != 0) {
            missing.add("mail for Ruby (ruby-mail)");
        }
        return missing;
    }

    /** What the script itself prints with that argument. */
    String run(String argument) throws IOException, InterruptedException, URISyntaxException {
        return program.run(new byte[0], Script.file("ruby_mail_send.rb"), argument)
                .output();
    }

    @Override
    public Outcome attempt(ClientSettings settings, Duration patience)
            throws IOException, InterruptedException, URISyntaxException {
        List<String> arguments = Script.arguments("ruby_mail_send.rb", settings, patience);
        byte[] words = Mail.words(settings).getBytes(StandardCharsets.US_ASCII);
        return Outcome.of(program.run(words, arguments.toArray(String[]::new)));
    }
}
