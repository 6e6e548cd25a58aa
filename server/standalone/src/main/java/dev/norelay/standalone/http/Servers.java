package dev.norelay.standalone.http;

import static dev.norelay.standalone.http.Trouble.Kind.NOT_READY;
import static dev.norelay.standalone.http.Trouble.Kind.NOT_REMOVABLE;
import static dev.norelay.standalone.http.Trouble.Kind.TOO_MANY;
import static dev.norelay.standalone.http.Trouble.Kind.UNKNOWN_SERVER;

import dev.norelay.Norelay;
import dev.norelay.journal.JournalListener;
import dev.norelay.scenario.Durations;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.standalone.story.SessionReporter;
import dev.norelay.standalone.story.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers that the API drives: that of {@code norelay run}, called {@code main}, and isolated ones. Starting and closing
 * take their time, so never on an event loop. Thread-safe.
 */
final class Servers {
    static final String MAIN = "main";
    static final Duration TIME_TO_LIVE = Duration.ofMinutes(10);
    static final Duration LONGEST_TIME_TO_LIVE = Duration.ofHours(24);

    /** So many at a time, main included. */
    static final int MOST = 500;

    /** A port that was free may be somebody else's a moment later: so often it is tried. */
    private static final int TRIES = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);

    /**
     * A server to be started.
     *
     * @param scenario null: it accepts everything
     * @param dialect in which it speaks, as it is shown; null: the scenario's own words
     * @param seed null: any
     */
    record Wanted(
            @Nullable Scenario scenario,
            @Nullable String dialect,
            @Nullable Long seed,
            Duration timeToLive) {}

    private final Supplier<Norelay.Builder> builder;
    private final @Nullable PortRange range;
    private final InetAddress bind;
    private final Clock clock;
    private final Meters meters;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Hosted> servers = new LinkedHashMap<>();
    private final Map<String, List<Integer>> ports = new LinkedHashMap<>();
    private int starting;
    private boolean closed;
    private @Nullable Path ca;

    /**
     * None yet.
     *
     * @param builder makes what isolated servers have in common: address, host, certificate authority
     * @param range for their ports; null: any that are free
     * @param bind the address that they are bound to
     */
    Servers(
            Supplier<Norelay.Builder> builder,
            @Nullable PortRange range,
            InetAddress bind,
            Clock clock,
            Meters meters) {
        this.builder = builder;
        this.range = range;
        this.bind = bind;
        this.clock = clock;
        this.meters = meters;
    }

    /** Takes the server of {@code norelay run} in. */
    Hosted main(Stage stage, Path caFile, @Nullable String dialect) {
        Hosted main = new Hosted(MAIN, stage, caFile, clock, null, dialect, meters);
        synchronized (this) {
            ca = caFile;
            servers.put(MAIN, main);
        }
        return main;
    }

    /** The server of {@code norelay run}, once it is there. */
    synchronized Hosted main() {
        Hosted main = servers.get(MAIN);
        if (main == null || closed) {
            throw new Trouble(NOT_READY, closed ? "norelay is stopping" : "norelay is starting; try again in a moment");
        }
        return main;
    }

    /**
     * The server with that id; asking for it is use.
     *
     * @throws Trouble if there is none
     */
    Hosted get(String id) {
        Hosted found;
        synchronized (this) {
            found = servers.get(id);
        }
        if (found == null) {
            throw new Trouble(
                    UNKNOWN_SERVER,
                    "no server is called " + Request.shown(id)
                            + "; it may have been closed, or forgotten and closed after its time to live");
        }
        found.use();
        return found;
    }

    /** All of them, main first, then by age. */
    synchronized List<Hosted> all() {
        return List.copyOf(servers.values());
    }

    synchronized int count() {
        return servers.size();
    }

    /**
     * Starts a server.
     *
     * @throws Trouble if there are too many, or no ports are left
     */
    Hosted start(Wanted wanted) {
        Path caFile;
        synchronized (this) {
            main();
            if (servers.size() + starting >= MOST) {
                throw new Trouble(
                        TOO_MANY,
                        "there are " + MOST
                                + " servers already; DELETE those that are done with, or give them a shorter ttl");
            }
            starting++;
            caFile = Objects.requireNonNull(ca);
        }
        List<Integer> taken = new ArrayList<>();
        try {
            return started(wanted, caFile, taken);
        } catch (RuntimeException failed) {
            giveBack(taken);
            throw failed;
        } finally {
            synchronized (this) {
                starting--;
            }
        }
    }

    private Hosted started(Wanted wanted, Path caFile, List<Integer> taken) {
        CompletableFuture<JournalListener> reporter = new CompletableFuture<>();
        Norelay server = listening(wanted, reporter, taken);
        Hosted hosted =
                new Hosted(newId(), new Stage(server), caFile, clock, wanted.timeToLive(), wanted.dialect(), meters);
        reporter.complete(new SessionReporter(server, hosted));
        synchronized (this) {
            if (!closed) {
                servers.put(hosted.id(), hosted);
                ports.put(hosted.id(), taken);
                return hosted;
            }
        }
        end(hosted, "shutdown", "norelay has stopped");
        throw new Trouble(NOT_READY, "norelay is stopping");
    }

    private Norelay listening(Wanted wanted, CompletableFuture<JournalListener> reporter, List<Integer> taken) {
        for (int tried = 1; ; tried++) {
            Norelay.Builder each =
                    builder.get().listener(entry -> reporter.join().recorded(entry));
            if (wanted.scenario() != null) {
                each.scenario(wanted.scenario());
            }
            if (wanted.seed() != null) {
                each.seed(wanted.seed());
            }
            assign(each, wanted.scenario(), taken);
            try {
                return each.start();
            } catch (UncheckedIOException refused) {
                if (range == null || tried == TRIES || !(refused.getCause() instanceof BindException)) {
                    throw refused;
                }
                giveBack(taken); // somebody else has one of them
                taken.clear();
            }
        }
    }

    /** Ports of the range, where there is one, for the listeners of all phases. */
    private void assign(Norelay.Builder each, @Nullable Scenario scenario, List<Integer> taken) {
        if (range == null) {
            return;
        }
        Set<String> listeners = new TreeSet<>();
        Scenario played = scenario == null ? Catalogue.scenario("open") : scenario;
        played.phases()
                .values()
                .forEach(phase -> listeners.addAll(phase.server().listeners().keySet()));
        for (String listener : listeners) {
            Optional<Integer> port = range.take(this::isFree);
            if (port.isEmpty()) {
                throw new Trouble(
                        TOO_MANY,
                        "all ports of --port-range " + range + " are taken; DELETE servers that are done with, or start"
                                + " norelay with a wider range");
            }
            taken.add(port.get());
            each.port(listener, port.get());
        }
    }

    /** A port of the range may be somebody else's; the system's own connections use such, too. */
    private boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(bind, port), 1);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private void giveBack(List<Integer> taken) {
        if (range != null) {
            taken.forEach(range::giveBack);
        }
    }

    private String newId() {
        byte[] octets = new byte[4];
        random.nextBytes(octets);
        return "s-" + HexFormat.of().formatHex(octets);
    }

    /**
     * Closes a server.
     *
     * @throws Trouble if there is none, or it is main
     */
    void close(String id) {
        get(id);
        if (id.equals(MAIN)) {
            throw new Trouble(NOT_REMOVABLE, "main is the server of `norelay run`; it ends with norelay");
        }
        close(id, "deleted", "the server was closed by a request");
    }

    private void close(String id, String reason, String detail) {
        Hosted hosted;
        List<Integer> taken;
        synchronized (this) {
            hosted = servers.remove(id);
            taken = ports.getOrDefault(id, List.of());
            ports.remove(id);
        }
        if (hosted != null) {
            end(hosted, reason, detail);
            giveBack(taken);
        }
    }

    private static void end(Hosted hosted, String reason, String detail) {
        hosted.over(reason, detail);
        try {
            hosted.server().close();
        } catch (IllegalStateException left) {
            LOG.info("{}", left.getMessage());
        }
    }

    /** Closes servers that nobody has used for their time to live. */
    void sweep() {
        for (Hosted hosted : all()) {
            if (hosted.isForgotten()) {
                String most = hosted.timeToLive().map(Durations::written).orElse("");
                close(hosted.id(), "expired", "nobody has used the server for " + most);
            }
        }
    }

    /** Norelay stops: isolated servers are closed, streams of main are told. */
    void close() {
        List<Hosted> rest;
        synchronized (this) {
            closed = true;
            rest = List.copyOf(servers.values());
        }
        for (Hosted hosted : rest) {
            if (hosted.id().equals(MAIN)) {
                hosted.over("shutdown", "norelay has stopped");
            } else {
                close(hosted.id(), "shutdown", "norelay has stopped");
            }
        }
    }
}
