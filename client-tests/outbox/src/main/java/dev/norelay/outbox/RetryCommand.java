package dev.norelay.outbox;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A person says that something was mended, and that what is kept may be tried now. */
@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        description =
                "Tries now what is kept, also what waits for a person; those who have a mail do not get it again.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is left",
            "1:something is kept",
            "2:wrong usage",
            "3:something may have been delivered"
        })
final class RetryCommand implements Callable<Integer> {
    private final Environment environment;

    @Mixin
    private Place place = new Place();

    @Mixin
    private Outgoing outgoing = new Outgoing();

    @Option(
            names = "--even-if-delivered",
            description = "Also to those who may have the mail already: they may get it twice.")
    private boolean evenIfDelivered;

    @Parameters(arity = "0..*", paramLabel = "NUMBER", description = "Which mails; by default all.")
    private List<Long> ids = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    RetryCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException, SQLException {
        Settings server = outgoing.read();
        Report report = Main.report(spec, environment);
        try (Outbox outbox = place.open(environment);
                Place.Turn turn = place.turn()) {
            if (turn == null) {
                report.say("Another 'outbox' is at work: end it first.");
                return Main.KEPT;
            }
            new Round(outbox, server, environment, report).retry(ids, evenIfDelivered);
            return Main.exitCode(outbox.mails());
        }
    }
}
