package dev.norelay.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What all servers of a process share, so that one more costs about a millisecond: event loops, workers, minted
 * certificates. The one static of norelay. Counted: made for the first server, released two seconds after the last one
 * has closed. All threads are daemons and keep no class loader.
 */
final class SharedResources {
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static @Nullable SharedResources current;
    private static int users;
    private static boolean prepared;

    final MultiThreadIoEventLoopGroup loops;
    final ExecutorService pool;
    final TlsContexts tls;
    /** Connections of all servers, which share the loops. */
    final LongAdder connections = new LongAdder();

    private long unusedSince;
    private boolean watched;

    private SharedResources() {
        int count = Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors()));
        loops = new MultiThreadIoEventLoopGroup(count, threads("norelay-loop-"), NioIoHandler.newFactory()) {
            /** A connection that is alone stays on the loop that took it, which is awake: it waits for no other. */
            @Override
            public ChannelFuture register(Channel channel) {
                Channel listener = channel.parent();
                return listener != null && connections.sum() == 0
                        ? listener.eventLoop().register(channel)
                        : super.register(channel);
            }
        };
        // As many as block: a user's slow script must not hold up a certificate or another server's messages.
        pool = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), threads("norelay-worker-"));
        tls = new TlsContexts(pool);
    }

    private static ThreadFactory threads(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new FastThreadLocalThread(work, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        };
    }

    /** As {@link SmtpServer#prepare} says. */
    static synchronized void prepare() {
        if (!prepared) {
            prepared = true;
            threads("norelay-prepare-").newThread(SharedResources::load).start();
        }
    }

    /** Half of a first server's time goes to loading Netty: a listener that is never bound needs most of it. */
    private static void load() {
        SharedResources shared = acquire();
        try {
            new ServerBootstrap()
                    .group(shared.loops)
                    .channel(NioServerSocketChannel.class)
                    .childHandler(new ChannelInboundHandlerAdapter())
                    .register()
                    .awaitUninterruptibly()
                    .channel()
                    .close();
        } finally {
            shared.release();
        }
    }

    /** The shared resources, for one more user. */
    static synchronized SharedResources acquire() {
        users++;
        if (current == null) {
            current = new SharedResources();
        }
        return current;
    }

    /** One user less. */
    void release() {
        synchronized (SharedResources.class) {
            users--;
            if (users == 0) {
                unusedSince = System.nanoTime();
                if (!watched) {
                    watched = true; // by one task, however many servers come and go meanwhile
                    watch(LINGER_NANOS);
                }
            }
        }
    }

    private void watch(long nanos) {
        loops.next().schedule(this::shutDownIfUnused, nanos, TimeUnit.NANOSECONDS);
    }

    private void shutDownIfUnused() {
        synchronized (SharedResources.class) {
            watched = users == 0;
            if (users > 0) {
                return; // the last one's release asks again
            }
            long left = unusedSince + LINGER_NANOS - System.nanoTime();
            if (left > 0) {
                watch(left);
                return;
            }
            current = null;
        }
        pool.shutdown();
        loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
}
