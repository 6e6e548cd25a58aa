package dev.norelay.wire;

import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What is connected to one server, and how much may be. Thread-safe. */
final class Connections {
    private final int most;
    private final LongAdder ofAllServers;
    private final Map<Channel, Connection> open = new ConcurrentHashMap<>();
    private final AtomicInteger admitted = new AtomicInteger();

    /**
     * None yet.
     *
     * @param most may be admitted at a time
     * @param ofAllServers counts them too, from their beginning to their end
     */
    Connections(int most, LongAdder ofAllServers) {
        this.most = most;
        this.ofAllServers = ofAllServers;
    }

    /** Whether there was room for one more, which is taken then until the channel closes. */
    boolean admit(Channel channel) {
        if (admitted.incrementAndGet() > most) {
            admitted.decrementAndGet();
            return false;
        }
        channel.closeFuture().addListener(closed -> admitted.decrementAndGet());
        return true;
    }

    /** Keeps one until it is forgotten. */
    void keep(Channel channel, Connection connection) {
        open.put(channel, connection);
        ofAllServers.increment();
        channel.closeFuture().addListener(closed -> ofAllServers.decrement());
    }

    /** All is done that its end asked for, such as to record it. */
    void forget(Channel channel) {
        open.remove(channel);
    }

    /** Whether all have been forgotten. */
    boolean isEmpty() {
        return open.isEmpty();
    }

    void shutDown() {
        open.values().forEach(Connection::shutDown);
    }

    /** Waits until all are closed, or until then; returns those that are left. Not on an event loop. */
    List<Channel> awaitClosed(long deadline) {
        List<Channel> left = new ArrayList<>();
        for (Channel channel : open.keySet()) {
            long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
            if (!channel.closeFuture().awaitUninterruptibly(millis)) {
                left.add(channel);
            }
        }
        return left;
    }
}
