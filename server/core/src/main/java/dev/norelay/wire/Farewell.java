package dev.norelay.wire;

import dev.norelay.fault.Ending;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The server's ways to end a connection. On the connection's event loop. */
final class Farewell {
    /** How long a client's end is waited for behind ours. */
    private static final long LINGER_MILLIS = 1_000;
    /** How long a client may take to read what the server says when it goes down. */
    private static final long SHUTDOWN_MILLIS = 250;

    private final ChannelHandlerContext context;
    private final Tap tap;

    Farewell(ChannelHandlerContext context, Tap tap) {
        this.context = context;
        this.tap = tap;
    }

    void say(Ending ending) {
        switch (ending) {
            case RESET -> {
                context.flush();
                tap.reset();
            }
            case HALF_CLOSE -> shutdownOutput(true);
            case CUT -> linger(false);
            case CLOSE -> linger(true);
        }
    }

    /** Closes when the client has; closing at once could reset the connection under a reply that is still unread. */
    private void linger(boolean polite) {
        shutdownOutput(polite);
        context.executor().schedule(() -> context.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void shutdownOutput(boolean polite) {
        Optional<SslHandler> tls = Optional.ofNullable(context.pipeline().get(SslHandler.class));
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
            if (polite && tls.isPresent()) {
                tls.get().closeOutbound().addListener(notified -> tap.shutdownOutput());
            } else {
                tap.shutdownOutput();
            }
        });
    }

    /** Closes, and does not wait long for a client that does not read. */
    void closeSoon() {
        context.flush();
        context.close();
        context.executor().schedule(tap::close, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
    }
}
