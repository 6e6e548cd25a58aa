package dev.norelay.outbox;

import dev.norelay.outbox.Mail.State;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The command line. */
@Command(
        name = "outbox",
        mixinStandardHelpOptions = true,
        version = "outbox 0.1",
        description = "Sends mail, and keeps what cannot be sent until it can.",
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    static final int SENT = 0;
    static final int KEPT = 1;
    static final int USAGE = 2;
    static final int MAYBE = 3;

    private Main() {}

    /** Runs a command and ends the program with its exit code. */
    public static void main(String... arguments) {
        Environment real = new Environment(Clock.systemUTC(), Main::sleep, Main::ask, Outbox::database);
        System.exit(run(real, arguments));
    }

    /** Runs a command, to the end, on the process's own streams. */
    static int run(Environment environment, String... arguments) {
        CommandLine line = commandLine(environment);
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        return line.execute(arguments);
    }

    /** All commands, in this world. */
    static CommandLine commandLine(Environment environment) {
        return new CommandLine(new Main())
                .addSubcommand(new SendCommand(environment))
                .addSubcommand(new RunCommand(environment))
                .addSubcommand(new ListCommand(environment))
                .addSubcommand(new RetryCommand(environment))
                .addSubcommand(new CancelCommand(environment))
                .setExecutionExceptionHandler((failure, line, parsed) -> failed(failure, line));
    }

    private static int failed(Exception failure, CommandLine line) throws Exception {
        if (failure instanceof NoSuchFileException missing) {
            line.getErr().println("There is no file " + missing.getFile() + ".");
        } else if (failure instanceof IllegalArgumentException || failure instanceof IOException) {
            line.getErr().println(failure.getMessage());
        } else {
            throw failure;
        }
        line.getErr().flush();
        return USAGE;
    }

    /** On the program's own thread, between two rounds of {@code outbox run}; tests give another {@link Environment}. */
    private static boolean sleep(Instant until) throws InterruptedException {
        Duration pause = Duration.between(Instant.now(), until);
        if (!pause.isNegative()) {
            Thread.sleep(pause.toMillis() + 1);
        }
        return true;
    }

    private static Optional<String> ask(String question) {
        return Optional.ofNullable(System.console())
                .filter(Main::isTerminal)
                .map(console -> console.readPassword("%s", question))
                .map(String::new);
    }

    /** From Java 22 on there is a console even where nobody sits at it, and a method that tells so. */
    private static boolean isTerminal(Console console) {
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    static Report report(@Nullable CommandSpec spec, Environment environment) {
        if (spec == null) {
            throw new IllegalStateException("a command runs by its CommandLine only");
        }
        ZoneId zone = environment.clock().getZone();
        return new Report(spec.commandLine().getOut(), zone);
    }

    static int exitCode(List<Mail> left) {
        if (left.stream().anyMatch(mail -> !mail.in(State.UNKNOWN).isEmpty())) {
            return MAYBE;
        }
        return left.isEmpty() ? SENT : KEPT;
    }
}
