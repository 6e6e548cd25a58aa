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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a mail out of the outbox, for a person who has corrected it or does not want it sent. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = "Forgets a mail; whoever has it keeps it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:wrong usage"})
final class CancelCommand implements Callable<Integer> {
    private final Environment environment;

    @Mixin
    private Place place = new Place();

    @Parameters(arity = "1..*", paramLabel = "NUMBER", description = "Which mails.")
    private List<Long> ids = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    CancelCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException, SQLException {
        try (Outbox outbox = place.open(environment);
                Place.Turn turn = place.turn()) {
            if (turn == null) {
                Main.report(spec, environment).say("Another 'outbox' is at work: end it first.");
                return Main.KEPT;
            }
            for (long id : ids) {
                outbox.remove(id);
            }
            return Main.SENT;
        }
    }
}
