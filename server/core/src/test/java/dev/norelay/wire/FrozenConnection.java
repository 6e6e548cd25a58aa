package dev.norelay.wire;

import dev.norelay.journal.Event;
import dev.norelay.journal.JournalLimits;
import dev.norelay.journal.Recorder;
import dev.norelay.journal.SessionRecord;
import dev.norelay.scenario.Rule;
import dev.norelay.scenario.Run;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.session.Security;
import dev.norelay.session.ServerLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DuplexChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** A session on a server that accepts everything, or another, without a socket and by a clock that only a test moves. */
final class FrozenConnection implements AutoCloseable {
    /** Workers are the caller: what they are given is done before anything else. */
    static final Executor AT_ONCE = Runnable::run;

    final Recorder recorder = new Recorder(Clock.systemUTC(), JournalLimits.DEFAULT, AT_ONCE);
    final Spool spool;
    private final Duplex channel;

    FrozenConnection(ServerLimits limits, Rule... rules) {
        this(limits, new Spool(limits.spooled(), AT_ONCE), rules);
    }

    FrozenConnection(ServerLimits limits, Spool spool, Rule... rules) {
        this(Catalogue.scenario("open"), AT_ONCE, limits, spool, rules);
    }

    /** A session on another server, whose workers the test is. */
    FrozenConnection(Scenario scenario, Executor workers) {
        this(scenario, workers, ServerLimits.DEFAULT, new Spool(ServerLimits.DEFAULT.spooled(), AT_ONCE));
    }

    private FrozenConnection(Scenario scenario, Executor workers, ServerLimits limits, Spool spool, Rule... rules) {
        this.spool = spool;
        LongAdder activity = new LongAdder();
        Run run = new Run(scenario, List.of(rules), 1, Clock.systemUTC());
        Endpoint endpoint = new Endpoint(
                run,
                null,
                recorder,
                new Workers(workers, activity),
                new ServerTls(
                        new TlsContexts(AT_ONCE),
                        () -> {
                            throw new IllegalStateException("no TLS here");
                        },
                        run::phase,
                        List.of("localhost")),
                Clock.systemUTC(),
                limits,
                spool,
                new PhaseTimers(run, recorder, () -> {}),
                activity);
        Tap tap = new Tap(activity, () -> {});
        channel = new Duplex();
        channel.freezeTime();
        channel.pipeline().addLast("tap", tap);
        channel.pipeline().addLast("session", new SessionDriver(endpoint, "smtp", Security.NONE, tap));
        channel.pipeline().fireChannelActive(); // it became so before the handlers were there
    }

    /** Octets of the client's come. */
    FrozenConnection send(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
        channel.runPendingTasks();
        return this;
    }

    /** What the server has said since the last call. */
    String heard() {
        channel.runPendingTasks();
        StringBuilder text = new StringBuilder();
        for (ByteBuf octets = channel.readOutbound(); octets != null; octets = channel.readOutbound()) {
            text.append(octets.toString(StandardCharsets.US_ASCII));
            octets.release();
        }
        return text.toString();
    }

    /** So much time passes. */
    FrozenConnection passes(Duration time) {
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
        return this;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Whether any timer is still set, which would keep the connection in memory. */
    boolean awaitsSomething() {
        return channel.runScheduledPendingTasks() >= 0;
    }

    SessionRecord session() {
        return new SessionRecord(1, recorder.recent());
    }

    /** Which limits were reached, in order. */
    List<String> limits() {
        return session()
                .events(Event.LimitReached.class)
                .map(Event.LimitReached::limit)
                .toList();
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
        recorder.close();
    }

    /** With an address, and with the half-close that sockets have. */
    private static final class Duplex extends EmbeddedChannel implements DuplexChannel {
        private boolean shut;

        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);
        }

        @Override
        public ChannelFuture shutdownOutput() {
            shut = true;
            return newSucceededFuture();
        }

        @Override
        public ChannelFuture shutdownOutput(ChannelPromise promise) {
            return shutdownOutput();
        }

        @Override
        public boolean isOutputShutdown() {
            return shut;
        }

        @Override
        public boolean isInputShutdown() {
            return false;
        }

        @Override
        public ChannelFuture shutdownInput() {
            return newSucceededFuture();
        }

        @Override
        public ChannelFuture shutdownInput(ChannelPromise promise) {
            return newSucceededFuture();
        }

        @Override
        public boolean isShutdown() {
            return shut;
        }

        @Override
        public ChannelFuture shutdown() {
            return close();
        }

        @Override
        public ChannelFuture shutdown(ChannelPromise promise) {
            return close(promise);
        }
    }
}
