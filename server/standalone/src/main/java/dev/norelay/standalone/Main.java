package dev.norelay.standalone;

import dev.norelay.scenario.ScenarioException;
import dev.norelay.scenario.yaml.Catalogue;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code norelay}: the way in. Next on the main path: {@link RunCommand}. */
@Command(
        name = "norelay",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        description = {"An SMTP server that fails on purpose, for those who write mail clients."},
        commandListHeading = "%nCommands:%n",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Main.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:explain recognised nothing, grade was not met, or health found nobody",
            "2:wrong usage, or a scenario file with mistakes"
        },
        footer = {
            "",
            "Begin with `norelay run`; each command has its own --help. Without a launcher, this helps:",
            "  alias norelay='java -jar /path/to/norelay.jar'"
        })
public final class Main implements Callable<Integer> {
    static final int FINE = 0;
    /** {@code explain} recognised nothing, {@code health} found nobody. */
    static final int UNKNOWN = 1;
    /** {@code grade} asked for more than the program did. */
    static final int UNMET = 1;

    static final int USAGE = 2;
    /** The one command that tells of all others. */
    private static final String COMPLETION = "completion";
    /** A defect of norelay's own; 1 would say that a client did badly. */
    private static final int DEFECT = 70;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Shows the version and ends.")
    @SuppressWarnings("UnusedVariable") // read by picocli
    private boolean version;

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        Screen screen = Screen.ofProcess();
        CommandLine command = commandLine(System.in, System.getenv(), args)
                .setOut(screen.out())
                .setErr(screen.err());
        int code = command.execute(args);
        screen.out().flush();
        System.exit(code);
    }

    /**
     * The command with its subcommands; only with that one which was typed, where it has no need to know of the others:
     * each is a piece of the start.
     *
     * @param in where {@code run} takes orders from, and {@code explain} a text
     * @param variables of the process
     * @param typed the arguments
     */
    static CommandLine commandLine(InputStream in, Map<String, String> variables, String... typed) {
        Map<String, Supplier<CommandLine>> commands = commands(in, new Environment(variables));
        CommandLine command = new CommandLine(new Main());
        Supplier<CommandLine> only = typed.length == 0 ? null : commands.get(typed[0]);
        if (only != null && !typed[0].equals(COMPLETION)) {
            command.addSubcommand(only.get());
        } else {
            commands.values().forEach(each -> command.addSubcommand(each.get()));
        }
        command.setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler((failure, failing, parsed) -> failed(failure, failing));
        addHelp(command);
        command.getSubcommands().values().forEach(Main::addHelp);
        return command;
    }

    /** By name, in the order of the help. */
    private static Map<String, Supplier<CommandLine>> commands(InputStream in, Environment environment) {
        Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
        commands.put(
                "run",
                () -> new CommandLine(new RunCommand(in, environment.isContainer()))
                        .setDefaultValueProvider(environment));
        commands.put("list", () -> new CommandLine(new ListCommand()));
        commands.put("show", () -> new CommandLine(new ShowCommand()));
        commands.put("validate", () -> new CommandLine(new ValidateCommand()));
        commands.put("explain", () -> new CommandLine(new ExplainCommand(in)));
        commands.put("grade", () -> new CommandLine(new GradeCommand()));
        commands.put("health", () -> new CommandLine(new HealthCommand()));
        commands.put(COMPLETION, () -> new CommandLine(new CompletionCommand()));
        return commands;
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec().addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption()));
    }

    /** Without a command there is only help to give. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return USAGE;
    }

    private static int wrongUsage(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        if (failure instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            unmatched(unmatched, unmatched.getUnmatched().get(0));
        } else {
            command.getErr().println("norelay: " + failure.getMessage());
            UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        }
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return USAGE;
    }

    private static void unmatched(UnmatchedArgumentException failure, String word) {
        PrintWriter err = failure.getCommandLine().getErr();
        if (failure.getCommandLine().getParent() != null) {
            err.println("norelay: '" + word + "' is one argument too many");
        } else if (Catalogue.names().contains(word)) {
            err.println("norelay: there is no command '" + word + "'; to play that scenario, say: norelay run " + word);
        } else {
            err.println("norelay: there is no command '" + word + "'");
            UnmatchedArgumentException.printSuggestions(failure, err);
        }
    }

    /** What a person can mend takes a line; anything else is a defect, and keeps its stack trace. */
    private static int failed(Exception failure, CommandLine command) {
        if (failure instanceof ScenarioException scenario
                && !scenario.problems().isEmpty()) {
            command.getErr().println(scenario.getMessage());
        } else if (failure instanceof UncheckedIOException && failure.getCause() instanceof BindException) {
            command.getErr().println("norelay: " + failure.getMessage() + ", with --port NAME=NUMBER");
        } else if (failure instanceof ScenarioException || failure instanceof UncheckedIOException) {
            command.getErr().println("norelay: " + failure.getMessage());
        } else {
            command.getErr().println("norelay failed; this is a defect of norelay's:");
            failure.printStackTrace(command.getErr());
            return DEFECT;
        }
        return USAGE;
    }

    /** Out of the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"norelay " + (version == null ? "(built by an editor)" : version)};
        }
    }
}
