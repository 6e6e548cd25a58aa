package dev.norelay.wire;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
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
    private static final long LINGER_SECONDS = 2;

    private static @Nullable SharedResources current;
    private static int users;

    final MultiThreadIoEventLoopGroup loops;
    final ExecutorService pool;
    final TlsContexts tls;
    /** Connections of all servers, which share the loops. */
    final LongAdder connections = new LongAdder();

    private SharedResources() {
        int count = Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors()));
        loops = new MultiThreadIoEventLoopGroup(count, threads("norelay-loop-"), NioIoHandler.newFactory());
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
                loops.next().schedule(this::shutDownIfUnused, LINGER_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private void shutDownIfUnused() {
        synchronized (SharedResources.class) {
            if (users > 0 || current != this) {
                return;
            }
            current = null;
        }
        pool.shutdown();
        loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
}
