package dev.norelay.outbox;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs on, and sends what is due. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs on and sends what is due: what was put off, with growing pauses; what waits for other settings, when the file"
                    + " has them. May be killed at any moment.",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is left",
            "1:something is kept",
            "2:wrong usage",
            "3:something may have been delivered"
        })
final class RunCommand implements Callable<Integer> {
    /** So often it looks for new mails and for other settings. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Environment environment;

    @Mixin
    private Place place = new Place();

    @Mixin
    private Outgoing outgoing = new Outgoing();

    @Option(names = "--now", description = "Begin by trying all that is kept, as 'retry' does.")
    private boolean now;

    @Option(
            names = "--add",
            paramLabel = "MESSAGE",
            split = ",",
            description = "Begin by keeping these; files with messages (.eml).")
    private List<Path> added = new ArrayList<>();

    @Option(names = "--once", description = "End when nothing is due any more.")
    private boolean once;

    @Spec
    private @Nullable CommandSpec spec;

    RunCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException, SQLException, MessagingException, InterruptedException {
        Report report = Main.report(spec, environment);
        try (Outbox outbox = place.open(environment);
                Place.Turn turn = place.turn()) {
            if (turn == null) {
                report.say("Another 'outbox' is at work already.");
                return Main.KEPT;
            }
            for (Path message : added) {
                Instant instant = environment.clock().instant();
                Letter letter = Letter.compose(Files.readAllBytes(message), null, List.of(), instant);
                report.say("Mail " + outbox.put(letter, instant) + " is in the outbox.");
            }
            if (now) {
                round(outbox, report).retry(List.of(), false);
            }
            boolean goesOn;
            do {
                Round round = round(outbox, report);
                round.due();
                Instant look = environment.clock().instant().plus(LOOK);
                Instant next = round.next();
                goesOn = !once && environment.pace().until(next.isBefore(look) ? next : look);
            } while (goesOn);
            return Main.exitCode(outbox.mails());
        }
    }

    private Round round(Outbox outbox, Report report) throws IOException, SQLException {
        return new Round(outbox, outgoing.read(), environment, report);
    }
}
