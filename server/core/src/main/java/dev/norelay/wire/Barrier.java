package dev.norelay.wire;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes reading safe: after it, whatever a client on this machine had done before has been read and recorded.
 *
 * <p>What a local client wrote is in the kernel when its call returns; only our poll is missing. A task may run in an
 * iteration whose poll came before the client's write, so a round is a task that surely has a whole poll behind it; or
 * several, where loops are crowded, since a poll tells of so many connections at most, and of those that have waited
 * longest. And accepting, registering and reading take an iteration each, so rounds go on until nothing happens any more.
 *
 * <p>Beyond its reach: while the client's JVM starts a process, the new one holds copies of the client's sockets for about a
 * millisecond, and a connection closed in it ends (FIN, RST) only when they are gone.
 */
final class Barrier {
    /** Against a client that never stops writing. */
    private static final int MAX_ROUNDS = 1_000;

    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Of so many channels one poll of a JDK selector tells, with some to spare for listeners. */
    private static final int EVENTS_A_POLL = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Barrier.class);

    private final EventLoopGroup loops;
    private final LongAdder connections;
    private final LongAdder activity;
    private final Workers workers;

    /**
     * For one server.
     *
     * @param connections on these loops, of all servers
     * @param activity of this server, which ends when all is recorded
     */
    Barrier(EventLoopGroup loops, LongAdder connections, LongAdder activity, Workers workers) {
        this.loops = loops;
        this.connections = connections;
        this.activity = activity;
        this.workers = workers;
    }

    /** Returns when all is recorded, and after ten seconds at most. Never on an event loop, which would wait for itself. */
    void run() {
        run(System.nanoTime() + MAX_NANOS);
    }

    /** The same, until then at most. */
    void run(long deadline) {
        refuseOnLoop();
        try {
            long before;
            boolean idle;
            int rounds = 0;
            do {
                before = activity.sum();
                round(deadline);
                idle = workers.awaitIdle(deadline - System.nanoTime());
            } while (activity.sum() != before && ++rounds < MAX_ROUNDS && System.nanoTime() - deadline < 0);
            if (!idle) {
                LOG.warn("a script, or a listener of the journal, does not come to an end: what is read may lack what"
                        + " clients did last");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("the thread that reads was interrupted: what is read may lack what clients did last");
        }
    }

    /** A loop would wait for itself. */
    void refuseOnLoop() {
        for (EventExecutor loop : loops) {
            if (loop.inEventLoop()) {
                throw new IllegalStateException(
                        "called on an event loop, as by a rule's condition: do it from another thread, a Script or a JournalListener");
            }
        }
    }

    /** Returns when the loops have done what was given to them before, such as taking connections over. */
    void round() {
        try {
            round(System.nanoTime() + MAX_NANOS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The same, and whether nothing happened meanwhile, nor is under way: then all is recorded. */
    boolean quietRound() {
        long before = activity.sum();
        round();
        return activity.sum() == before && workers.areIdle();
    }

    private void round(long deadline) throws InterruptedException {
        List<SingleThreadEventLoop> all = new ArrayList<>();
        loops.forEach(loop -> all.add((SingleThreadEventLoop) loop));
        CountDownLatch done = new CountDownLatch(all.size());
        long polls = 1 + connections.sum() / EVENTS_A_POLL;
        for (SingleThreadEventLoop loop : all) {
            try {
                loop.execute(() -> behind(polls, loop, done)); // execute: starts a loop that never ran
            } catch (RejectedExecutionException shutDown) {
                done.countDown(); // nothing will ever happen on it
            }
        }
        if (!done.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            LOG.warn("the event loops are too busy to come round: what is read may lack what clients did last");
        }
    }

    /** On the loop. Behind this iteration, the next one begins with a poll. */
    private static void behind(long polls, SingleThreadEventLoop loop, CountDownLatch done) {
        loop.executeAfterEventLoopIteration(
                () -> loop.execute(polls > 1 ? () -> behind(polls - 1, loop, done) : done::countDown));
    }
}
