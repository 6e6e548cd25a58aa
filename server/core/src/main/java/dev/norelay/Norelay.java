package dev.norelay;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Verdict;
import dev.norelay.conduct.duty.Duties;
import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.diagnosis.Diagnostician;
import dev.norelay.diagnosis.Played;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.Journal;
import dev.norelay.journal.JournalLimits;
import dev.norelay.journal.JournalListener;
import dev.norelay.journal.Message;
import dev.norelay.journal.SessionRecord;
import dev.norelay.scenario.Client;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Rule;
import dev.norelay.scenario.RuleState;
import dev.norelay.scenario.Run;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.scenario.yaml.ScenarioReader;
import dev.norelay.session.Script;
import dev.norelay.session.ServerLimits;
import dev.norelay.tls.CertificateAuthority;
import dev.norelay.tls.LeafProfile;
import dev.norelay.wire.SmtpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A running server that plays a scenario. Started, it listens on loopback; each server has ports of its own, so tests may
 * run beside each other. Thread-safe; not to be called on an event loop.
 *
 * <pre>{@code
 * try (Norelay server = Norelay.start("relay-denied")) {
 *     ClientSettings wrong = server.settings();
 *     // run the client: it must fail, and say so
 *     System.out.println(server.diagnosis());
 *     ClientSettings right = server.fix();
 *     // run it again: it must deliver
 *     assertThat(server.messages()).hasSize(1);
 * }
 * }</pre>
 *
 * <p>Longer than a class should be, for its {@link Builder} is in it; each method is a line or two.
 *
 * <p>Next on the main path: {@code dev.norelay.wire.ConnectionInitializer}, whose pipeline is the table of contents.
 */
public final class Norelay implements AutoCloseable {
    private final Run run;
    private final SmtpServer server;
    private final String host;
    private final Ca ca;
    private final @Nullable String dialect;
    private final AtomicReference<@Nullable String> shown = new AtomicReference<>();

    private Norelay(Builder builder) {
        Scenario played = builder.played();
        this.dialect = builder.dialect;
        refuseUnknownListeners(builder.ports.keySet(), played);
        this.run = new Run(played, builder.rules, builder.seed, builder.clock);
        this.host = builder.host == null ? builder.bind.getHostAddress() : builder.host;
        this.server = SmtpServer.start(
                run,
                new SmtpServer.Settings(
                        builder.bind,
                        builder.hosts(host),
                        builder.ports,
                        builder.clock,
                        builder.journal,
                        builder.limits,
                        builder.script,
                        builder.authority));
        this.ca = new Ca(server::authority, builder.caFile);
        builder.listeners.forEach(server.recorder()::listen);
        recordBeginning();
    }

    /** A port for a listener that no phase has is a slip, and would go unnoticed. */
    private static void refuseUnknownListeners(Set<String> names, Scenario played) {
        Set<String> known = new LinkedHashSet<>();
        played.phases()
                .values()
                .forEach(phase -> known.addAll(phase.server().listeners().keySet()));
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("no listener is called " + name + "; there are " + known);
            }
        }
    }

    /**
     * A server that accepts everything from everyone; break one thing with {@link #add}.
     *
     * @throws dev.norelay.scenario.ScenarioException never, unless norelay's own files are damaged
     */
    public static Norelay open() {
        return builder().open().start();
    }

    /**
     * Plays a scenario of the catalogue.
     *
     * @throws dev.norelay.scenario.ScenarioException if there is none with that name; the message has the nearest ones
     */
    public static Norelay start(String name) {
        return builder().scenario(name).start();
    }

    /**
     * Plays a scenario file.
     *
     * @throws dev.norelay.scenario.ScenarioException if it cannot be read; the message lists all that is wrong
     */
    public static Norelay start(Path file) {
        return builder().scenario(file).start();
    }

    /** Plays a scenario. */
    public static Norelay start(Scenario scenario) {
        return builder().scenario(scenario).start();
    }

    /** A server to be set up. Plays an open server unless told otherwise. */
    public static Builder builder() {
        return new Builder();
    }

    /** The scenario being played. */
    public Scenario scenario() {
        return run.scenario();
    }

    /** The phase that the story is in: {@code broken} at first. */
    public String phase() {
        return run.phase().name();
    }

    /** By which all chances of this run are drawn: the same seed and the same clients, the same run. */
    public long seed() {
        return run.seed();
    }

    /** The host that clients are told: the address that the server is bound to, unless set otherwise. */
    public String host() {
        return host;
    }

    /**
     * The port of a listener.
     *
     * @throws IllegalArgumentException if there is no such listener; the message names those there are
     */
    public int port(String listener) {
        return server.port(listener);
    }

    /** The person's settings of the present phase. */
    public ClientSettings settings() {
        return settings(run.phase());
    }

    /** The person's settings of a phase, whether or not it has come. */
    public ClientSettings settings(String phase) {
        return settings(run.scenario().phase(phase));
    }

    private ClientSettings settings(Phase phase) {
        Client client = phase.client();
        String clientHost = client.host() == null ? host : client.host();
        int port = client.port() == null ? server.port(client.listener()) : client.port();
        return new ClientSettings(clientHost, port, phase, ca);
    }

    /**
     * The remedy is done: goes one step on in the story. Connections, counters and ports stay. Behind the last step
     * nothing changes.
     *
     * @return the person's settings from now on
     */
    public ClientSettings fix() {
        String before = phase();
        Phase now = run.fix();
        server.applyPhase();
        if (!now.name().equals(before)) {
            server.recorder().record(0, new Event.PhaseEntered(now.name()));
        }
        return settings();
    }

    /**
     * Enters a phase of the story, whichever; the next remedy is the one behind it. Connections, counters and ports stay.
     *
     * @return the person's settings from now on
     * @throws IllegalArgumentException if the scenario has no such phase; the message names those it has
     */
    public ClientSettings enter(String phase) {
        String before = phase();
        run.become(phase);
        server.applyPhase();
        if (!phase.equals(before)) {
            server.recorder().record(0, new Event.PhaseEntered(phase));
        }
        return settings();
    }

    /**
     * As if so much time had gone by: rules that count by time ({@code until: 5m}) and phases that are entered later ({@code
     * become: { phase: …, after: 15m }}) go by it, so that no test waits. Times in the journal, certificates, pauses and
     * time-outs stay with the clock.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public void letTimePass(Duration time) {
        server.awaitRecorded();
        run.letTimePass(time);
        server.recorder().record(0, new Event.TimePassed(time));
        server.letTimePass(time);
    }

    /**
     * Plays the whole story, from its beginning, with a client: it sends with the wrong settings; where the story says that
     * it helps it tries again {@linkplain #letTimePass later}; then each remedy is done and it sends what has not been
     * sent. On the caller's thread.
     */
    public Verdict play(ClientUnderTest client) {
        return new Play(this, shown, client).run();
    }

    /** What the person was told, for the verdict: a client that {@link #play} runs calls it where it does not throw. */
    public void shown(String text) {
        shown.set(text);
    }

    /** The same, with the text of an exception and its causes. */
    public void shown(Throwable failure) {
        shown(Play.text(failure));
    }

    /** Back to the beginning: first phase, no added rules, empty journal. Ports stay. */
    public void reset() {
        server.awaitRecorded();
        run.reset();
        begin();
    }

    /** Plays another scenario from its beginning. Ports of listeners that both have stay. */
    public void use(Scenario scenario) {
        server.awaitRecorded();
        run.use(scenario);
        begin();
    }

    /**
     * Plays another scenario of the catalogue from its beginning, in the server's dialect if it was given one.
     *
     * @throws dev.norelay.scenario.ScenarioException if there is none with that name; the message has the nearest ones
     */
    public void use(String name) {
        use(dialect == null ? Catalogue.scenario(name) : Catalogue.scenario(name, dialect));
    }

    private void begin() {
        server.forgetTimers();
        server.applyPhase();
        server.recorder().clear();
        recordBeginning();
    }

    private void recordBeginning() {
        server.recorder().record(0, new Event.RunBegun(run.scenario().name(), run.seed()));
        server.recorder().record(0, new Event.PhaseEntered(Phase.BROKEN));
    }

    /** Of each rule that never fired, since the last reset: which it is, and how near it came. Reading is a barrier. */
    public List<String> nearMisses() {
        server.awaitRecorded();
        return run.nearMisses();
    }

    /** Adds a rule behind those that are there; it takes effect with the next command, and is gone with {@link #reset}. */
    public void add(Rule rule) {
        run.add(rule);
    }

    /**
     * Takes a rule away until {@link #reset}, one of the scenario's too; those come back with it.
     *
     * @param number as {@link #rules} tells
     * @return whether there was one with that number
     */
    public boolean remove(int number) {
        return run.remove(number);
    }

    /** The rules in force, in order, and how each of them stands. Reading is a barrier. */
    public List<RuleState> rules() {
        server.awaitRecorded();
        return run.ruleStates();
    }

    /**
     * Changes a user's password on the server; the present one becomes a former one.
     *
     * @throws IllegalArgumentException if there is no such user
     */
    public void changePassword(String user, String newPassword) {
        run.changePassword(user, newPassword);
    }

    /** What happened. Reading it is a barrier: what a local client has already done is there. */
    public Journal journal() {
        return server.journal();
    }

    /** The messages that the server took over, in order. Reading is a barrier. */
    public List<Message> messages() {
        return journal().messages();
    }

    /** Why the mail could not be sent, judged by the newest session that came to anything. Reading is a barrier. */
    public Diagnosis diagnosis() {
        server.awaitRecorded();
        Diagnosis found = Diagnostician.diagnose(played(), server.recorder().recent());
        return server.recorder().missing().map(found::remarking).orElse(found);
    }

    /** Why the mail could not be sent in that session; empty where nothing was tried. No barrier. */
    public Optional<Diagnosis> diagnosis(SessionRecord session) {
        return Diagnostician.diagnose(played(), session);
    }

    /**
     * In what the client did not do its duty since the last reset, in the order in which it was done. Reading is a barrier.
     *
     * @throws dev.norelay.journal.JournalOverflowException if entries had to be dropped
     */
    public List<Finding> findings() {
        return findings(journal().entries());
    }

    /** The same, judged by these entries of the journal alone. No barrier. */
    public List<Finding> findings(List<Entry> entries) {
        return Duties.findings(run.scenario(), entries);
    }

    private Played played() {
        return new Played(run.scenario(), run.phase(), settings().port());
    }

    /** Tells a listener of all that is recorded from now on, in order, on a worker thread. */
    public void listen(JournalListener listener) {
        server.recorder().listen(listener);
    }

    /** Whoever signs the server's certificates, for clients to trust. */
    public Ca ca() {
        return ca;
    }

    /**
     * Closes listeners and connections, with 421 where that can be said. Returns after five seconds at most.
     *
     * @throws IllegalStateException if connections are left then; it names them
     */
    @Override
    public synchronized void close() {
        try {
            server.close();
        } finally {
            ca.close();
        }
    }

    /** Sets a server up. Not thread-safe. */
    public static final class Builder {
        private @Nullable Scenario scenario;
        private @Nullable Function<String, Scenario> inDialect = in -> Catalogue.scenario("open", in);
        private @Nullable String dialect;
        private final List<Rule> rules = new ArrayList<>();
        private final List<JournalListener> listeners = new ArrayList<>();
        private final Map<String, Integer> ports = new LinkedHashMap<>();
        private InetAddress bind = InetAddress.getLoopbackAddress();
        private @Nullable String host;
        private final List<String> aliases = new ArrayList<>();
        private Clock clock = Clock.systemUTC();
        private long seed = new Random().nextLong();
        private JournalLimits journal = JournalLimits.DEFAULT;
        private ServerLimits limits = ServerLimits.DEFAULT;
        private @Nullable Script script;
        private @Nullable CertificateAuthority authority;
        private @Nullable Path caFile;

        private Builder() {}

        /** Plays a scenario of the catalogue. */
        public Builder scenario(String name) {
            scenario(Catalogue.scenario(name));
            this.inDialect = in -> Catalogue.scenario(name, in);
            return this;
        }

        /** Plays a scenario file. */
        public Builder scenario(Path file) {
            scenario(ScenarioReader.read(file));
            this.inDialect = in -> ScenarioReader.read(file, in);
            return this;
        }

        /** Plays a scenario. */
        public Builder scenario(Scenario played) {
            this.scenario = played;
            this.inDialect = null;
            return this;
        }

        /**
         * Has the scenario spoken in a dialect, whichever it names itself: {@code postfix}, {@code gmail} … It lies below
         * the scenario's file, so it is for those of the catalogue and of files.
         *
         * @throws dev.norelay.scenario.ScenarioException if there is none with that name; the message has the nearest ones
         */
        public Builder dialect(String name) {
            Catalogue.dialect(name);
            this.dialect = name;
            return this;
        }

        private Scenario played() {
            if (dialect == null) {
                return scenario == null ? Catalogue.scenario("open") : scenario;
            }
            if (inDialect == null) {
                throw new IllegalStateException("a scenario made in Java has its words already: name one of the"
                        + " catalogue or a file, or read it with ScenarioReader.read(file, dialect)");
            }
            return inDialect.apply(dialect);
        }

        /** Accepts everything from everyone. */
        public Builder open() {
            return scenario("open");
        }

        /** A rule that stays over {@link Norelay#reset}. */
        public Builder rule(Rule rule) {
            rules.add(rule);
            return this;
        }

        /**
         * Decides in place of rules, which it may ask ({@link dev.norelay.session.Occasion#rules}); on a worker thread, so it
         * may block.
         */
        public Builder script(Script decider) {
            this.script = decider;
            return this;
        }

        /** The port of a listener; 0, as for those that are not given, takes any that is free. */
        public Builder port(String listener, int number) {
            if (number < 0 || number > 65_535) {
                throw new IllegalArgumentException("a port is from 0 to 65535, not " + number);
            }
            ports.put(listener, number);
            return this;
        }

        /** The address to bind; loopback unless given. Any other lets strangers in. */
        public Builder bind(InetAddress address) {
            this.bind = address;
            return this;
        }

        /**
         * The name or address by which clients reach the server: it stands in their settings and in the certificate. The
         * bound address unless given; needed where that is the wildcard, to which nobody can connect from elsewhere.
         *
         * @throws IllegalArgumentException if it is neither a DNS name in ASCII nor an IP address
         */
        public Builder host(String nameOrAddress) {
            LeafProfile.of(LeafProfile.Kind.VALID, nameOrAddress);
            this.host = nameOrAddress;
            return this;
        }

        /**
         * One more name or address by which clients reach the server: certificates are valid for it too.
         *
         * @throws IllegalArgumentException if it is neither a DNS name in ASCII nor an IP address
         */
        public Builder alias(String nameOrAddress) {
            LeafProfile.of(LeafProfile.Kind.VALID, nameOrAddress);
            aliases.add(nameOrAddress);
            return this;
        }

        private List<String> hosts(String first) {
            List<String> hosts = new ArrayList<>(List.of(first));
            hosts.addAll(aliases);
            return hosts;
        }

        /** For times in the journal and in certificates. */
        public Builder clock(Clock source) {
            this.clock = source;
            return this;
        }

        /** For all chances: the same seed and the same clients, the same run. */
        public Builder seed(long start) {
            this.seed = start;
            return this;
        }

        /** How much the journal keeps; {@link JournalLimits#DEFAULT} unless given. */
        public Builder journal(JournalLimits journalLimits) {
            this.journal = journalLimits;
            return this;
        }

        /** How much of its clients the server puts up with; {@link ServerLimits#DEFAULT} unless given. */
        public Builder limits(ServerLimits serverLimits) {
            this.limits = serverLimits;
            return this;
        }

        /** After so much silence a client is told 421 and closed: one of the {@link #limits}. */
        public Builder idleTimeout(Duration silence) {
            return limits(limits.withSilence(silence));
        }

        /**
         * Keeps the certificate authority in a directory, so that a device has to trust it only once; made if it is not
         * there.
         *
         * @throws UncheckedIOException if it cannot be read or made; the message says what to do
         */
        public Builder caDirectory(Path directory) {
            try {
                this.authority = CertificateAuthority.inDirectory(directory, clock);
                this.caFile = CertificateAuthority.file(directory);
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }

        /** Hears of all that is recorded, from the start. */
        public Builder listener(JournalListener listener) {
            listeners.add(listener);
            return this;
        }

        /**
         * Binds the ports and plays.
         *
         * @throws IllegalArgumentException if a port was given for a listener that the scenario does not have
         * @throws UncheckedIOException if a port cannot be bound; the message says what to do
         */
        public Norelay start() {
            return new Norelay(this);
        }
    }
}
