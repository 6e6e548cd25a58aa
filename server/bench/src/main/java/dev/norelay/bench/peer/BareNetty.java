package dev.norelay.bench.peer;

import dev.norelay.bench.peer.NettyServer.Transport;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * N, the floor: Netty, and the least that a client takes for SMTP. Variants: {@code nio}; {@code shared}, NIO on loops
 * that outlive it; {@code tls} and {@code tcnative}, TLS from the first octet, NIO.
 */
public final class BareNetty extends JvmPeer {
    private static final Supplier<EventLoopGroup> SHARED = new Supplier<>() {
        private @Nullable EventLoopGroup loops;

        @Override
        public synchronized EventLoopGroup get() {
            EventLoopGroup there = loops;
            if (there == null) {
                there = NettyServer.loops(Transport.NIO);
                loops = there;
            }
            return there;
        }
    };

    @Override
    public String name() {
        return "N";
    }

    @Override
    public String version() {
        return "bare responder on Netty " + version("io.netty", "netty-transport");
    }

    @Override
    public String transport() {
        return "epoll; NIO in the rows on server life, cold JVM and TLS";
    }

    @Override
    public Running start(String variant) {
        return switch (variant) {
            case "" -> NettyServer.start(Transport.EPOLL, Conversation::new);
            case "nio" -> NettyServer.start(Transport.NIO, Conversation::new);
            case "shared" -> NettyServer.startOn(SHARED.get(), Transport.NIO, Conversation::new);
            case "tls" -> NettyServer.start(Transport.NIO, Conversation::new, tls(SslProvider.JDK));
            case "tcnative" -> NettyServer.start(Transport.NIO, Conversation::new, tls(SslProvider.OPENSSL));
            default -> throw new IllegalArgumentException("no such variant: " + variant);
        };
    }

    private static SslContext tls(SslProvider provider) {
        try {
            return SslContextBuilder.forServer(Certificate.CERTIFICATE.toFile(), Certificate.KEY.toFile())
                    .sslProvider(provider)
                    .protocols("TLSv1.3")
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }
}
