package dev.norelay.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.norelay.Norelay;
import dev.norelay.journal.JournalListener;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.standalone.http.HttpApi;
import dev.norelay.standalone.story.Addresses;
import dev.norelay.standalone.story.Happenings;
import dev.norelay.standalone.story.Playing;
import dev.norelay.standalone.story.SessionReporter;
import dev.norelay.standalone.story.Stage;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code norelay run}: plays a scenario until it is stopped. */
@Command(
        name = "run",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        sortOptions = false,
        description = {
            "Plays a scenario until it is stopped: prints what to type into a mail app, then what happens, and why a client"
                    + " failed."
        },
        footer = {
            "",
            "Standard input takes orders, one a line. Each is answered by one event, written",
            "behind all that happened before. The end of the input means nothing.",
            "  fix          the remedy is done: from now on all is as after it",
            "  reset        back to the beginning; forgets what happened",
            "  diagnosis    why the mail could not be sent",
            "  use NAME     plays another scenario, on the same ports",
            "",
            "What is not given here can be given by variables of the environment, named as",
            "the options are: NORELAY_DIALECT=gmail, NORELAY_LAN=true, NORELAY_CA_DIR=/ca;",
            "but NORELAY_PORTS=submission=0,smtp=2525, and NORELAY_SCENARIO.",
            "",
            "Examples:",
            "  norelay run",
            "  norelay run relay-denied",
            "  norelay run relay-denied --dialect gmail",
            "  norelay run my-story.yaml --port submission=0 --json",
            "  norelay run --watch my-story.yaml"
        })
final class RunCommand implements Callable<Integer> {
    /** An editor's several steps of saving a file lie closer together; a person waits no shorter than this. */
    private static final Duration ONE_SAVING = Duration.ofMillis(100);

    private final InputStream in;
    private final boolean container;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "SCENARIO|FILE",
            defaultValue = Addresses.PLAYGROUND,
            completionCandidates = ScenarioNames.class,
            description = {
                "A name of the catalogue (norelay list), or a scenario file. Without one: ${DEFAULT-VALUE}, where the"
                        + " recipient's address chooses what goes wrong: mailbox-full@refuse.test, 550@reply.test,"
                        + " reset@playground.test …"
            })
    private String scenario = Addresses.PLAYGROUND;

    @Option(
            names = "--scenarios",
            paramLabel = "DIR",
            description = "A folder with scenario files of your own, to be called by name. None may have mistakes.")
    private @Nullable Path scenarios;

    @Option(
            names = "--dialect",
            paramLabel = "DIALECT",
            completionCandidates = DialectNames.class,
            description = "Speaks as this server or provider does (norelay list --dialects), such as postfix or gmail.")
    private @Nullable String dialect;

    @Option(
            names = "--watch",
            fallbackValue = "true",
            description = {
                "Plays the file anew whenever it is saved, on the same ports. One with mistakes is told, and changes nothing."
            })
    private boolean watch;

    @Mixin
    private final ListenOptions listen = new ListenOptions();

    @Option(
            names = "--json",
            fallbackValue = "true",
            description = {"Prints one JSON object a line. The first one is \"ready\"; what is not there is null."})
    private boolean json;

    @Mixin
    private final ColorOption color = new ColorOption();

    @Option(
            names = {"-v", "--verbose"},
            description = "Logs more to standard error; -vv even more.")
    private boolean[] verbose = {};

    @Mixin
    private final HttpOptions http = new HttpOptions();

    private boolean closed;

    /**
     * @param in where orders come from
     * @param container whether this runs in norelay's own container image
     */
    RunCommand(InputStream in, boolean container) {
        this.in = in;
        this.container = container;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (verbose.length > 0 && LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(verbose.length == 1 ? Level.INFO : Level.DEBUG);
        }
        refuseMistakes();
        ScenarioFolder folder = scenarios == null ? ScenarioFolder.NONE : ScenarioFolder.read(scenarios);
        LoggerFactory.getILoggerFactory(); // two threads that begin to log at once would be warned about
        // Beside all that follows: neither waits for the other.
        CompletableFuture<@Nullable HttpApi> driven =
                http.start(listen.bind(), listen.host(), listen.takesFreePorts(), folder.texts(), listen::builder);
        try {
            play(folder, driven);
        } catch (RuntimeException failed) {
            driven.thenAccept(RunCommand::close); // nothing is played, so there is nothing to be driven
            throw failed;
        }
        return Main.FINE;
    }

    private static void close(@Nullable HttpApi api) {
        if (api != null) {
            api.close();
        }
    }

    private void play(ScenarioFolder folder, CompletableFuture<@Nullable HttpApi> driven) throws InterruptedException {
        Output output = new Output(spec.commandLine().getOut());
        EventWriter writer = json
                ? new JsonEvents(output, Clock.systemUTC())
                : new TextEvents(output, color.paint(), Math.min(110, Width.ofTerminal(spec)), ZoneId.systemDefault());
        // Ports are open before they can be told: what happens meanwhile waits, so that `ready` is the first event.
        CompletableFuture<JournalListener> reporter = new CompletableFuture<>();
        Scenario played = Scenarios.find(folder.resolve(scenario), dialect);
        warnOfUnmet(played, folder);
        FileWatch watching = watch ? new FileWatch(Path.of(scenario), ONE_SAVING) : null;
        Norelay.Builder builder =
                listen.builder(played).listener(entry -> reporter.join().recorded(entry));
        warnOfStrangers();
        try (Norelay server = builder.start()) {
            try {
                Path ca = server.ca().file();
                HttpApi api = HttpOptions.await(driven);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(api, server), "norelay-shutdown"));
                Playing playing = new Playing(server, ca, listen.keepsAuthority(), driven(api));
                Stage stage = new Stage(server);
                Happenings heard = api == null ? writer : both(api.serve(stage, ca, dialect), writer);
                Termination.instead(output::end); // before anybody can know that it is ready to be ended
                writer.ready(playing);
                reporter.complete(new SessionReporter(server, heard));
                Orders orders = new Orders(stage, playing, writer, dialect, folder::resolve);
                new StandardInput(in, orders).start();
                if (watching != null) {
                    watching.start(() -> orders.reload(Path.of(scenario)));
                }
                if (container) {
                    PublishedPorts.notices(played, playing::port).forEach(this::say);
                }
                output.awaitUnread();
                if (watching != null) {
                    watching.close();
                }
                close(api, server);
            } finally {
                reporter.complete(entry -> {}); // else closing would wait for who waits to tell
            }
        }
    }

    private void refuseMistakes() {
        String mistake = listen.mistake() != null ? listen.mistake() : http.mistake();
        if (mistake == null && watch && Catalogue.names().contains(scenario)) {
            mistake =
                    "--watch: " + scenario + " is in the catalogue, and does not change; watch a file, such as: norelay"
                            + " show " + scenario + " > my.yaml && norelay run --watch my.yaml";
        }
        if (mistake != null) {
            throw new ParameterException(spec.commandLine(), mistake);
        }
    }

    private static Playing.@Nullable Driven driven(@Nullable HttpApi api) {
        return api == null
                ? null
                : new Playing.Driven(
                        api.address(), api.pageAddress(), api.token().orElse(null));
    }

    private static Happenings both(Happenings first, Happenings second) {
        return (entry, diagnosis, findings) -> {
            first.happened(entry, diagnosis, findings);
            second.happened(entry, diagnosis, findings);
        };
    }

    /** It is played all the same: a person may want to see just that. */
    private void warnOfUnmet(Scenario spoken, ScenarioFolder folder) {
        if (dialect != null) {
            Catalogue.dialect(dialect)
                    .unmet(Scenarios.find(folder.resolve(scenario), null), spoken)
                    .ifPresent(sentence -> say(sentence + "."));
        }
    }

    private void say(String sentence) {
        spec.commandLine().getErr().println("norelay: " + sentence);
    }

    private void warnOfStrangers() {
        if (listen.isForAll()) {
            say((container ? "listens on 0.0.0.0, as a container has to" : "--lan") + ": EVERYONE WHO CAN REACH THIS "
                    + (container ? "CONTAINER" : "MACHINE") + " ("
                    + LanAddress.find().getHostAddress()
                    + ") CAN CONNECT, strangers too. Mail that is taken goes nowhere.");
        }
    }

    /** The process ends, whatever is left. Once, whether it is this thread or the one that ends the process. */
    private synchronized void close(@Nullable HttpApi api, Norelay server) {
        if (closed) {
            return;
        }
        closed = true;
        try {
            close(api);
            server.close();
        } catch (IllegalStateException left) {
            LoggerFactory.getLogger(RunCommand.class).info("{}", left.getMessage());
        }
    }
}
