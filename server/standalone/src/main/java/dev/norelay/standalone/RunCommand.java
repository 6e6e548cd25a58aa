package dev.norelay.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.norelay.Norelay;
import dev.norelay.journal.JournalListener;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.session.ServerLimits;
import dev.norelay.standalone.http.HttpApi;
import dev.norelay.standalone.story.Addresses;
import dev.norelay.standalone.story.Happenings;
import dev.norelay.standalone.story.Playing;
import dev.norelay.standalone.story.SessionReporter;
import dev.norelay.standalone.story.Stage;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    static final Map<String, Integer> PORTS =
            Map.of("smtp", 2525, "submission", 2587, "submissions", 2465, "old", 2526);

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
            names = "--port",
            paramLabel = "NAME=NUMBER",
            split = ",",
            converter = PortAssignment.Converter.class,
            description = {
                "The port of a listener; 0 takes any that is free. May be repeated. Unless given:",
                "smtp=2525, submission=2587, submissions=2465, old=2526, others any that is free."
            })
    private List<PortAssignment> ports = new ArrayList<>();

    @Option(
            names = "--dialect",
            paramLabel = "DIALECT",
            completionCandidates = DialectNames.class,
            description = "Speaks as this server or provider does (norelay list --dialects), such as postfix or gmail.")
    private @Nullable String dialect;

    @Option(
            names = "--real-ports",
            fallbackValue = "true",
            description = "Takes the ports of the scenario itself: 25, 587, 465, 26.")
    private boolean realPorts;

    @Option(
            names = "--free-ports",
            fallbackValue = "true",
            description = "Takes any ports that are free: several norelays go side by side.")
    private boolean freePorts;

    @Option(
            names = "--watch",
            fallbackValue = "true",
            description = {
                "Plays the file anew whenever it is saved, on the same ports. One with mistakes is told, and changes nothing."
            })
    private boolean watch;

    @Option(
            names = "--lan",
            fallbackValue = "true",
            description = "Lets other devices connect, such as a phone, and everyone else on the network too.")
    private boolean lan;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            split = ",",
            description = {
                "A name or address by which clients reach this server: the first is told to them, and the certificate is"
                        + " valid for all of them. May be repeated."
            })
    private List<String> hosts = new ArrayList<>();

    @Option(
            names = "--ca-dir",
            paramLabel = "DIR",
            description =
                    "Keeps the certificate authority in this directory, so that a device has to trust it only once.")
    private @Nullable Path caDirectory;

    @Option(
            names = "--max-connections",
            paramLabel = "NUMBER",
            description = "Takes so many connections at a time; one more hears 421. Unless given: 20,000.")
    private int maxConnections = ServerLimits.DEFAULT.connections();

    @Option(
            names = "--json",
            fallbackValue = "true",
            description = {"Prints one JSON object a line. The first one is \"ready\"; what is not there is null."})
    private boolean json;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            converter = Paint.Converter.class,
            description = "auto, always or never; auto is on a terminal, unless NO_COLOR is set.")
    private Paint paint = Paint.AUTO;

    @Option(
            names = {"-v", "--verbose"},
            description = "Logs more to standard error; -vv even more.")
    private boolean[] verbose = {};

    @Mixin
    private final HttpOptions http = new HttpOptions();

    private volatile String host = "";
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
        if (realPorts && freePorts) {
            throw new ParameterException(spec.commandLine(), "--real-ports or --free-ports: one of them");
        }
        String mistake = http.mistake();
        if (mistake != null) {
            throw new ParameterException(spec.commandLine(), mistake);
        }
        if (watch && Catalogue.names().contains(scenario)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--watch: " + scenario + " is in the catalogue, and does not change; watch a file, such as: norelay"
                            + " show " + scenario + " > my.yaml && norelay run --watch my.yaml");
        }
        ScenarioFolder folder = scenarios == null ? ScenarioFolder.NONE : ScenarioFolder.read(scenarios);
        LoggerFactory.getILoggerFactory(); // two threads that begin to log at once would be warned about
        // Beside all that follows: neither waits for the other.
        CompletableFuture<@Nullable HttpApi> driven =
                http.start(bind(), host(), freePorts, folder.texts(), this::common);
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
                : new TextEvents(output, paint, Math.min(110, Width.ofTerminal(spec)), ZoneId.systemDefault());
        // Ports are open before they can be told: what happens meanwhile waits, so that `ready` is the first event.
        CompletableFuture<JournalListener> reporter = new CompletableFuture<>();
        Scenario played = Scenarios.find(folder.resolve(scenario), dialect);
        warnOfUnmet(played, folder);
        FileWatch watching = watch ? new FileWatch(Path.of(scenario), ONE_SAVING) : null;
        Norelay.Builder builder =
                builder(played).listener(entry -> reporter.join().recorded(entry));
        try (Norelay server = builder.start()) {
            Path ca = server.ca().file();
            HttpApi api = HttpOptions.await(driven);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(api, server), "norelay-shutdown"));
            Playing playing = new Playing(server, ca, caDirectory != null, driven(api));
            Stage stage = new Stage(server);
            Happenings heard = api == null ? writer : both(api.serve(stage, ca, dialect), writer);
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
            Termination.instead(output::end);
            output.awaitUnread();
            if (watching != null) {
                watching.close();
            }
            close(api, server);
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

    private Norelay.Builder builder(Scenario played) {
        if (maxConnections < 1) {
            throw new ParameterException(spec.commandLine(), "--max-connections: at least 1, not " + maxConnections);
        }
        Norelay.Builder builder = named().scenario(played);
        ports(played).forEach(builder::port);
        if (lan) {
            say((container ? "listens on 0.0.0.0, as a container has to" : "--lan") + ": EVERYONE WHO CAN REACH THIS "
                    + (container ? "CONTAINER" : "MACHINE") + " ("
                    + LanAddress.find().getHostAddress()
                    + ") CAN CONNECT, strangers too. Mail that is taken goes nowhere.");
        }
        return builder;
    }

    private Norelay.Builder named() {
        try {
            return common();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--host: " + e.getMessage());
        }
    }

    /** What the server has in common with those that are started over the control API. */
    private Norelay.Builder common() {
        Norelay.Builder builder = Norelay.builder()
                .limits(ServerLimits.DEFAULT.withConnections(maxConnections))
                .bind(bind());
        if (lan || !hosts.isEmpty()) {
            builder.host(host());
        }
        hosts.forEach(builder::alias);
        if (lan) {
            builder.alias(LanAddress.find().getHostAddress());
        }
        return caDirectory == null ? builder : builder.caDirectory(caDirectory);
    }

    private InetAddress bind() {
        return lan ? wildcard() : InetAddress.getLoopbackAddress();
    }

    /** By which clients reach this machine; looked for once. */
    private String host() {
        if (host.isEmpty()) {
            host = !hosts.isEmpty() ? hosts.get(0) : lan ? LanAddress.find().getHostAddress() : bind().getHostAddress();
        }
        return host;
    }

    private static InetAddress wildcard() {
        try {
            return InetAddress.getByAddress(new byte[4]);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("0.0.0.0 has four octets", e);
        }
    }

    private Map<String, Integer> ports(Scenario played) {
        Map<String, Listener> listeners = played.broken().server().listeners();
        Map<String, Integer> chosen = new LinkedHashMap<>(PORTS);
        if (realPorts) {
            listeners.values().forEach(listener -> chosen.put(listener.name(), listener.port()));
        }
        if (freePorts) {
            listeners.keySet().forEach(name -> chosen.put(name, 0));
        }
        for (PortAssignment port : ports) {
            if (!listeners.containsKey(port.listener())) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--port: no listener is called " + port.listener() + "; there are "
                                + words(listeners.keySet()));
            }
            chosen.put(port.listener(), port.number());
        }
        return chosen;
    }

    private static String words(Set<String> names) {
        return String.join(", ", names);
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
