package dev.norelay.wire;

import static java.util.Objects.requireNonNull;

import dev.norelay.journal.Journal;
import dev.norelay.journal.JournalLimits;
import dev.norelay.journal.Recorder;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Run;
import dev.norelay.session.Script;
import dev.norelay.session.ServerLimits;
import dev.norelay.tls.CertificateAuthority;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.Future;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one server and what is connected to them. Thread-safe; starting, changing and closing block and are
 * not for event loops.
 */
public final class SmtpServer implements AutoCloseable {

    /**
     * How a server is set up.
     *
     * @param bind the address to bind
     * @param hosts by which clients reach it
     * @param ports by listener; those that are missing are ephemeral
     * @param clock for the journal and for certificates
     * @param journal how much it keeps
     * @param limits of what clients may do
     * @param script of the user's own, in place of rules; or null
     * @param authority of the user's own; or null for the process's
     */
    public record Settings(
            InetAddress bind,
            List<String> hosts,
            Map<String, Integer> ports,
            Clock clock,
            JournalLimits journal,
            ServerLimits limits,
            @Nullable Script script,
            @Nullable CertificateAuthority authority) {}

    private static final long CLOSE_MILLIS = 5_000;

    private final Settings settings;
    private final Run run;
    private final SharedResources shared;
    /** Of all its listeners, so that a start wakes one thread, not all. */
    private final EventLoop loop;

    private final Recorder recorder;
    private final Barrier barrier;
    private final PhaseTimers phases;
    private final Endpoint endpoint;
    private final Supplier<CertificateAuthority> authority;
    /** Changed under the server's lock, read without it. */
    private final Map<String, Port> ports = new ConcurrentHashMap<>();

    private final Connections connections;
    private boolean closed;

    private SmtpServer(Run run, Settings settings) {
        this.run = run;
        this.settings = settings;
        this.shared = SharedResources.acquire();
        this.loop = shared.loops.next();
        this.connections = new Connections(settings.limits().connections(), shared.connections);
        LongAdder activity = new LongAdder();
        Workers workers = new Workers(shared.pool, activity);
        this.recorder = new Recorder(settings.clock(), settings.journal(), workers);
        this.barrier = new Barrier(shared.loops, shared.connections, activity, workers);
        this.authority = authority(settings, shared);
        // Listeners follow by a worker.
        this.phases = new PhaseTimers(run, recorder, () -> workers.execute(this::applyPhase));
        ServerTls tls = new ServerTls(shared.tls, authority, run::phase, settings.hosts());
        this.endpoint = new Endpoint(
                run,
                settings.script(),
                recorder,
                workers,
                tls,
                settings.clock(),
                settings.limits(),
                new Spool(settings.limits().spooled(), workers),
                phases,
                activity);
    }

    /**
     * Begins to load what the first server of the process needs, on a thread of its own, while the caller reads a scenario.
     * Later calls do nothing.
     */
    public static void prepare() {
        SharedResources.prepare();
    }

    /** The user's own; else the process's, unless this server lives by a clock of its own. */
    private static Supplier<CertificateAuthority> authority(Settings settings, SharedResources shared) {
        CertificateAuthority own = settings.authority();
        if (own != null) {
            return () -> own;
        }
        return settings.clock().equals(Clock.systemUTC())
                ? shared.tls.authority
                : new Lazy<>(() -> CertificateAuthority.create(settings.clock()));
    }

    /**
     * Binds all listeners of the run's present phase.
     *
     * @throws UncheckedIOException if a port cannot be bound; nothing stays bound then
     */
    public static SmtpServer start(Run run, Settings settings) {
        SmtpServer server = new SmtpServer(run, settings);
        try {
            server.applyPhase();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Makes the listeners what the run's present phase wants; ports keep their numbers. Does nothing once it is closed. */
    public synchronized void applyPhase() {
        if (closed) {
            return;
        }
        Phase phase = run.phase();
        // Given numbers first, else an ephemeral port might take one of them.
        Collection<Listener> listeners = phase.server().listeners().values();
        open(listeners, false);
        open(listeners, true);
        List<String> gone = new ArrayList<>(ports.keySet());
        gone.removeAll(phase.server().listeners().keySet());
        for (String name : gone) {
            Port port = ports.remove(name);
            if (port != null) {
                port.close();
            }
        }
    }

    private void open(Collection<Listener> listeners, boolean ephemeral) {
        List<Port> bound = new ArrayList<>();
        try {
            for (Listener listener : listeners) {
                Port port = ports.get(listener.name());
                if (port != null) {
                    port.become(listener.service());
                } else if ((wanted(listener) == 0) == ephemeral) {
                    port = bind(listener);
                    ports.put(listener.name(), port);
                    bound.add(port);
                }
            }
        } catch (UncheckedIOException taken) {
            ports.values().removeAll(bound); // to be tried again
            bound.forEach(Port::close);
            throw taken;
        }
    }

    private int wanted(Listener listener) {
        return settings.ports().getOrDefault(listener.name(), 0);
    }

    private Port bind(Listener listener) {
        return Port.bind(listener, settings.bind(), wanted(listener), Platform.HERE, new Port.Listening() {
            @Override
            public ChannelFuture listen(ServerSocketChannel bound) {
                return accept(listener.name(), bound);
            }

            @Override
            public void awaitClosed() {
                barrier.round();
            }
        });
    }

    private ChannelFuture accept(String name, ServerSocketChannel bound) {
        // Unpooled: a tenth of a second less for the first server of a process, and nothing kept behind the last one.
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
        ConnectionInitializer initializer = new ConnectionInitializer(endpoint, name, connections);
        return new ServerBootstrap()
                .group(loop, shared.loops)
                .channelFactory(() -> new NioServerSocketChannel(bound))
                .option(ChannelOption.ALLOCATOR, allocator)
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOCATOR, allocator)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new HeapReads())
                .handler(new Accepted(endpoint.activity()))
                .childHandler(initializer)
                .register()
                .addListener(SmtpServer::beginAccepting);
    }

    /**
     * A socket that listens already could be polled before Netty has put in what takes its connections, which is a task of
     * its own, and they would be lost.
     */
    private static void beginAccepting(Future<?> registered) {
        Channel channel = ((ChannelFuture) registered).channel();
        if (registered.isSuccess()) {
            channel.eventLoop().execute(() -> channel.config().setAutoRead(true));
        }
    }

    /** Brings phases that are to be entered later so much nearer; those whose time has come are entered. */
    public void letTimePass(Duration time) {
        phases.letTimePass(time);
        applyPhase();
    }

    /** Forgets phases that were to be entered later. */
    public void forgetTimers() {
        phases.forget();
    }

    /** The number that a listener's port really has. */
    public int port(String listener) {
        requireNonNull(listener, "name of a listener");
        Port port = ports.get(listener);
        if (port == null) {
            Set<String> known = new TreeSet<>(ports.keySet());
            throw new IllegalArgumentException("no listener is called " + listener + "; there are " + known);
        }
        return port.number();
    }

    /** The writing side of the journal. */
    public Recorder recorder() {
        return recorder;
    }

    /** The reading side of the journal. */
    public Journal journal() {
        return new Journal(recorder, barrier::run);
    }

    /** Returns when all that local clients have done so far is recorded. */
    public void awaitRecorded() {
        barrier.run();
    }

    /** Whoever signs this server's certificates. Made at the first call. */
    public CertificateAuthority authority() {
        return authority.get();
    }

    /**
     * Closes the listeners and then the connections, with 421 where that can be said. Returns after five seconds at most.
     *
     * @throws IllegalStateException if connections are left then; it names them
     */
    @Override
    public void close() {
        if (!beginClosing()) {
            return;
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
        try {
            ports.values().forEach(Port::beginClosing);
            boolean quiet = barrier.quietRound(); // what was accepted just before is kept then, and the ports are free
            ports.values().forEach(Port::close);
            if (!quiet || !connections.isEmpty()) {
                closeConnections(deadline);
            }
        } finally {
            recorder.close();
            shared.release();
        }
    }

    private synchronized boolean beginClosing() {
        if (closed) {
            return false;
        }
        barrier.refuseOnLoop();
        closed = true;
        forgetTimers();
        return true;
    }

    private void closeConnections(long deadline) {
        connections.shutDown();
        List<Channel> left = connections.awaitClosed(deadline);
        barrier.run(deadline); // without the lock: those who are told of the last events may ask for it
        if (!left.isEmpty()) {
            throw new IllegalStateException("connections that did not close in time: " + left);
        }
    }
}
