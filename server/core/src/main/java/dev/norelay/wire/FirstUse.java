package dev.norelay.wire;

import dev.norelay.session.Session;
import dev.norelay.smtp.CommandParser;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/**
 * Takes what the first server of a process costs to a thread of its own: loading Netty takes longer than reading the
 * scenario, and both can be done at once. Nothing depends on it. Names no class of Netty's outside of methods, or whoever
 * begins it would load them.
 */
public final class FirstUse implements Runnable {
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private FirstUse() {}

    /** Begins, once in a process; returns at once. */
    public static void begin() {
        if (BEGUN.compareAndSet(false, true)) {
            Thread thread = new Thread(null, new FirstUse(), "norelay-first-use", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
        }
    }

    @Override
    public void run() {
        SharedResources shared = SharedResources.acquire();
        try {
            netty();
            ours();
        } catch (IllegalAccessException | RuntimeException e) {
            LoggerFactory.getLogger(FirstUse.class).debug("the first server will load its classes by itself", e);
        } finally {
            shared.release();
        }
    }

    /** Those that carry the main path. */
    private static void ours() throws IllegalAccessException {
        List<Class<?>> all = List.of(
                SmtpServer.class,
                Port.class,
                ConnectionInitializer.class,
                SessionDriver.class,
                Tap.class,
                Inbox.class,
                LineReader.class,
                CommandParser.class,
                Session.class,
                Decider.class,
                Replier.class,
                ChannelWire.class,
                Outbox.class,
                Patience.class,
                IncomingContent.class,
                Barrier.class);
        for (Class<?> one : all) {
            MethodHandles.lookup().ensureInitialized(one);
        }
    }

    /** Channels that are never registered: their sockets are closed at once. */
    private static void netty() {
        ByteBuf buffer = new UnpooledByteBufAllocator(false).heapBuffer();
        buffer.release();
        new ServerBootstrap().channel(NioServerSocketChannel.class);
        new NioServerSocketChannel().unsafe().closeForcibly();
        new NioSocketChannel().unsafe().closeForcibly();
    }
}
