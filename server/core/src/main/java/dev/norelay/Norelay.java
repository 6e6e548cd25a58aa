package dev.norelay;

import static java.util.Objects.requireNonNull;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Verdict;
import dev.norelay.conduct.duty.Duties;
import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.diagnosis.Diagnostician;
import dev.norelay.diagnosis.Played;
import dev.norelay.journal.Entry;
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
import dev.norelay.wire.SmtpServer;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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
 * <p>Longer than a class should be, for all that users call is in it, its {@link Builder} too. Each method is a line or two:
 * {@link Setup} knows how a server begins, {@link Story} how it goes on.
 *
 * <p>Next on the main path: {@code dev.norelay.wire.ConnectionInitializer}, whose pipeline is the table of contents.
 */
public final class Norelay implements AutoCloseable {
    private final Run run;
    private final SmtpServer server;
    private final Story story;
    private final String host;
    private final Ca ca;
    private final @Nullable String dialect;
    private final AtomicReference<@Nullable String> shown = new AtomicReference<>();
    private volatile boolean closed;

    private Norelay(Setup setup) {
        this.dialect = setup.dialect;
        this.host = setup.host();
        this.run = setup.run();
        this.server = SmtpServer.start(run, setup.settings());
        this.story = new Story(run, server);
        this.ca = new Ca(server::authority, setup.caFile);
        setup.listeners.forEach(server.recorder()::listen);
        story.begin();
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
        refuseWhenClosed();
        return server.port(listener);
    }

    /** The person's settings of the present phase. */
    public ClientSettings settings() {
        refuseWhenClosed();
        return settings(run.phase());
    }

    /**
     * The person's settings of a phase, whether or not it has come.
     *
     * @throws IllegalArgumentException if the scenario has no such phase, or its listener is bound only when it comes
     */
    public ClientSettings settings(String phase) {
        refuseWhenClosed();
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
        refuseWhenClosed();
        story.fix();
        return settings();
    }

    /**
     * Enters a phase of the story, whichever; the next remedy is the one behind it. Connections, counters and ports stay.
     *
     * @return the person's settings from now on
     * @throws IllegalArgumentException if the scenario has no such phase; the message names those it has
     */
    public ClientSettings enter(String phase) {
        refuseWhenClosed();
        story.enter(phase);
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
        refuseWhenClosed();
        story.letTimePass(time);
    }

    /**
     * Plays the whole story, from its beginning, with a client: it sends with the wrong settings; where the story says that
     * it helps it tries again {@linkplain #letTimePass later}; then each remedy is done and it sends what has not been
     * sent. On the caller's thread.
     */
    public Verdict play(ClientUnderTest client) {
        refuseWhenClosed();
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

    /** Back to the beginning: first phase, no added rules, a journal that begins anew. Ports stay. */
    public void reset() {
        refuseWhenClosed();
        story.reset();
    }

    /** Plays another scenario from its beginning. Ports of listeners that both have stay. */
    public void use(Scenario scenario) {
        refuseWhenClosed();
        story.use(scenario);
    }

    /**
     * Plays another scenario of the catalogue from its beginning, in the server's dialect if it was given one.
     *
     * @throws dev.norelay.scenario.ScenarioException if there is none with that name; the message has the nearest ones
     */
    public void use(String name) {
        use(dialect == null ? Catalogue.scenario(name) : Catalogue.scenario(name, dialect));
    }

    /** Of each rule that never fired, since the last reset: which it is, and how near it came. Reading is a barrier. */
    public List<String> nearMisses() {
        server.awaitRecorded();
        return run.nearMisses();
    }

    /**
     * Adds a rule behind those that are there; it takes effect with the next command, and is gone with {@link #reset}.
     *
     * @throws IllegalArgumentException if it names a phase that the scenario does not have
     */
    public void add(Rule rule) {
        refuseWhenClosed();
        run.add(rule);
    }

    /**
     * Takes a rule away until {@link #reset}, one of the scenario's too; those come back with it.
     *
     * @param number as {@link #rules} tells
     * @return whether there was one with that number
     */
    public boolean remove(int number) {
        refuseWhenClosed();
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
        refuseWhenClosed();
        run.changePassword(user, newPassword);
    }

    /**
     * What happened, as a view. Each reading of it, such as {@code entries()}, is a barrier: what a local client has
     * already done is there. This call alone reads nothing.
     */
    @CheckReturnValue
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
        return new Played(run.scenario(), run.phase(), settings(run.phase()).port(), closed);
    }

    /** Tells a listener of all that is recorded from now on, in order, on a worker thread. */
    public void listen(JournalListener listener) {
        server.recorder().listen(listener);
    }

    /** Whoever signs the server's certificates, for clients to trust. */
    public Ca ca() {
        return ca;
    }

    /** Whether {@link #close} has been called. */
    public boolean isClosed() {
        return closed;
    }

    private void refuseWhenClosed() {
        if (closed) {
            throw new IllegalStateException(
                    "the server is closed: ask for its settings, and have the client send, before"
                            + " close(); what it saw until then can still be read");
        }
    }

    /**
     * Closes listeners and connections, with 421 where that can be said. Returns after five seconds at most. What was seen
     * can be read afterwards, but for the octets of messages in files; whatever hands out settings or changes the run throws
     * {@link IllegalStateException}.
     *
     * @throws IllegalStateException if connections are left then; it names them
     */
    @Override
    public synchronized void close() {
        closed = true;
        try {
            server.close();
        } finally {
            ca.close();
        }
    }

    /** Sets a server up. Not thread-safe. */
    public static final class Builder {
        private final Setup setup = new Setup();

        private Builder() {}

        /**
         * Plays a scenario of the catalogue.
         *
         * @throws dev.norelay.scenario.ScenarioException if there is none with that name; the message has the nearest ones
         */
        public Builder scenario(String name) {
            setup.play(Catalogue.scenario(name), in -> Catalogue.scenario(name, in));
            return this;
        }

        /**
         * Plays a scenario file.
         *
         * @throws dev.norelay.scenario.ScenarioException if it cannot be read; the message lists all that is wrong
         */
        public Builder scenario(Path file) {
            setup.play(ScenarioReader.read(file), in -> ScenarioReader.read(file, in));
            return this;
        }

        /** Plays a scenario. */
        public Builder scenario(Scenario played) {
            setup.play(played);
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
            setup.dialect = name;
            return this;
        }

        /** Accepts everything from everyone. */
        public Builder open() {
            return scenario("open");
        }

        /** A rule that stays over {@link Norelay#reset}. */
        public Builder rule(Rule rule) {
            setup.rules.add(requireNonNull(rule, "rule"));
            return this;
        }

        /**
         * Decides in place of rules, which it may ask ({@link dev.norelay.session.Occasion#rules}); on a worker thread, so it
         * may block.
         */
        public Builder script(Script decider) {
            setup.script = decider;
            return this;
        }

        /** The port of a listener; 0, as for those that are not given, takes any that is free. */
        public Builder port(String listener, int number) {
            setup.port(listener, number);
            return this;
        }

        /** The address to bind; loopback unless given. Any other lets strangers in. */
        public Builder bind(InetAddress address) {
            setup.bind = requireNonNull(address, "address");
            return this;
        }

        /**
         * The name or address by which clients reach the server: it stands in their settings and in the certificate. The
         * bound address unless given; needed where that is the wildcard, to which nobody can connect from elsewhere.
         *
         * @throws IllegalArgumentException if it is neither a DNS name in ASCII nor an IP address
         */
        public Builder host(String nameOrAddress) {
            setup.host(nameOrAddress);
            return this;
        }

        /**
         * One more name or address by which clients reach the server: certificates are valid for it too.
         *
         * @throws IllegalArgumentException if it is neither a DNS name in ASCII nor an IP address
         */
        public Builder alias(String nameOrAddress) {
            setup.alias(nameOrAddress);
            return this;
        }

        /** For times in the journal and in certificates. */
        public Builder clock(Clock source) {
            setup.clock(requireNonNull(source, "source"));
            return this;
        }

        /** For all chances: the same seed and the same clients, the same run. */
        public Builder seed(long start) {
            setup.seed = start;
            return this;
        }

        /** How much the journal keeps; {@link JournalLimits#DEFAULT} unless given. */
        public Builder journal(JournalLimits journalLimits) {
            setup.journal = requireNonNull(journalLimits, "journalLimits");
            return this;
        }

        /** How much of its clients the server puts up with; {@link ServerLimits#DEFAULT} unless given. */
        public Builder limits(ServerLimits serverLimits) {
            setup.limits = requireNonNull(serverLimits, "serverLimits");
            return this;
        }

        /** After so much silence a client is told 421 and closed: one of the {@link #limits}. */
        public Builder idleTimeout(Duration silence) {
            return limits(setup.limits.withSilence(silence));
        }

        /**
         * Keeps the certificate authority in a directory, so that a device has to trust it only once; made if it is not
         * there.
         *
         * @throws UncheckedIOException if it cannot be read or made; the message says what to do
         */
        public Builder caDirectory(Path directory) {
            setup.keepAuthority(directory);
            return this;
        }

        /** Hears of all that is recorded, from the start. */
        public Builder listener(JournalListener listener) {
            setup.listeners.add(requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Binds the ports and plays.
         *
         * @throws IllegalArgumentException if a port was given for a listener that the scenario does not have, or a rule names a
         *     phase that it does not have
         * @throws IllegalStateException if a dialect was given for a scenario made in Java
         * @throws UncheckedIOException if a port cannot be bound; the message says what to do
         */
        public Norelay start() {
            return new Norelay(setup);
        }
    }
}
