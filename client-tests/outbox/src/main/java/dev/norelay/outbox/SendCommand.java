package dev.norelay.outbox;

import dev.norelay.outbox.Mail.State;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a mail into the outbox, and tries once to send it. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = "Keeps a mail and sends it; what cannot be sent now stays, with the reason.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everyone has the mail",
            "1:somebody does not have it yet; it is kept",
            "2:wrong usage, or a message that cannot be sent",
            "3:it may have been delivered; it is not sent again by itself"
        })
final class SendCommand implements Callable<Integer> {
    private final Environment environment;

    @Mixin
    private Place place = new Place();

    @Mixin
    private Outgoing outgoing = new Outgoing();

    @Option(names = "--from", paramLabel = "ADDRESS", description = "The sender; by default that of the message.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "ADDRESS",
            description = "A recipient, again for each; by default those of To, Cc and Bcc.")
    private List<String> to = new ArrayList<>();

    @Parameters(paramLabel = "MESSAGE", description = "A file with a message (.eml).")
    private Path message = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    SendCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException, SQLException, MessagingException {
        Settings server = outgoing.read();
        Letter letter = Letter.compose(
                Files.readAllBytes(message), from, to, environment.clock().instant());
        Report report = Main.report(spec, environment);
        try (Outbox outbox = place.open(environment)) {
            long id = outbox.put(letter, environment.clock().instant());
            report.say("Mail " + id + " is in the outbox.");
            try (Place.Turn turn = place.turn()) {
                if (turn == null) {
                    report.say("Another 'outbox' is at work and will send it.");
                } else {
                    new Round(outbox, server, environment, report).fresh(id);
                }
            }
            return exitCode(outbox.mail(id));
        }
    }

    private static int exitCode(Optional<Mail> left) {
        return left.map(mail -> mail.in(State.UNKNOWN).isEmpty() ? Main.KEPT : Main.MAYBE)
                .orElse(Main.SENT);
    }
}
