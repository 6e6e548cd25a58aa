package dev.norelay.wire;

import dev.norelay.fault.TlsFault;
import dev.norelay.journal.Event;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings TLS into a connection's pipeline. On the connection's event loop. */
final class Handshake {
    private final Endpoint endpoint;
    private final ChannelHandlerContext context;
    private final Tap tap;

    Handshake(Endpoint endpoint, ChannelHandlerContext context, Tap tap) {
        this.endpoint = endpoint;
        this.context = context;
        this.tap = tap;
    }

    /**
     * Goes on with the certificate of the moment, at once or, where it has to be minted first, later on the loop; that
     * counts as a worker's work.
     *
     * @param next gets the certificate's context, or why there is none
     */
    void prepare(BiConsumer<@Nullable SslContext, @Nullable Throwable> next) {
        CompletableFuture<SslContext> minted = endpoint.tls().context();
        endpoint.workers().begin();
        minted.whenComplete((tls, failure) -> onLoop(() -> {
            endpoint.workers().end();
            next.accept(tls, failure);
        }));
    }

    private void onLoop(Runnable task) {
        if (context.executor().inEventLoop()) {
            task.run();
        } else {
            context.executor().execute(task);
        }
    }

    /**
     * Puts TLS in front of the session. What has been written before leaves in the clear.
     */
    void begin(SslContext tls) {
        tap.handshakeBegins();
        // Not newHandler: with BoringSSL that would not tell which octets came in a handshake's place.
        SslHandler handler = new SslHandler(tls.newEngine(context.alloc()));
        handler.setHandshakeTimeout(endpoint.limits().handshake().toMillis(), TimeUnit.MILLISECONDS);
        context.pipeline().addBefore(context.name(), "tls", handler);
    }

    /**
     * Puts a fault where TLS should be.
     *
     * @param journal is told what becomes of it
     */
    void spoil(TlsFault fault, Consumer<Event> journal, Farewell farewell) {
        tap.handshakeBegins();
        context.pipeline()
                .addBefore(
                        context.name(),
                        "tls",
                        new HandshakeStub(
                                fault, journal, farewell, endpoint.limits().handshake()));
    }
}
