package dev.norelay.outbox;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what is kept, and why. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Shows each mail that is kept, what each recipient has of it, and why it could not be sent.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is left",
            "1:something is kept",
            "2:wrong usage",
            "3:something may have been delivered"
        })
final class ListCommand implements Callable<Integer> {
    private final Environment environment;

    @Mixin
    private Place place = new Place();

    @Spec
    private @Nullable CommandSpec spec;

    ListCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException, SQLException {
        Report report = Main.report(spec, environment);
        try (Outbox outbox = place.open(environment)) {
            List<Mail> mails = outbox.mails();
            mails.forEach(report::listed);
            if (mails.isEmpty()) {
                report.say("Nothing is waiting.");
            }
            return Main.exitCode(mails);
        }
    }
}
