package dev.norelay.bench.peer;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A listener and its loops: two of its own, as norelay has them, unless they are shared. */
record NettyServer(EventLoopGroup loops, Channel listener, boolean ownsLoops) implements JvmPeer.Running {

    /** What octets are carried by. Epoll's classes are touched only if it is that. */
    enum Transport {
        EPOLL {
            @Override
            Class<? extends ServerChannel> channel() {
                return EpollServerSocketChannel.class;
            }

            @Override
            IoHandlerFactory factory() {
                return EpollIoHandler.newFactory();
            }
        },
        NIO {
            @Override
            Class<? extends ServerChannel> channel() {
                return NioServerSocketChannel.class;
            }

            @Override
            IoHandlerFactory factory() {
                return NioIoHandler.newFactory();
            }
        };

        abstract Class<? extends ServerChannel> channel();

        abstract IoHandlerFactory factory();
    }

    static EventLoopGroup loops(Transport transport) {
        return new MultiThreadIoEventLoopGroup(2, new DefaultThreadFactory("bare", true), transport.factory());
    }

    static NettyServer start(Transport transport, Supplier<ChannelHandler> conversation) {
        EventLoopGroup loops = loops(transport);
        return new NettyServer(loops, listen(loops, transport, conversation, null), true);
    }

    static NettyServer start(Transport transport, Supplier<ChannelHandler> conversation, SslContext tls) {
        EventLoopGroup loops = loops(transport);
        return new NettyServer(loops, listen(loops, transport, conversation, tls), true);
    }

    static NettyServer startOn(EventLoopGroup loops, Transport transport, Supplier<ChannelHandler> conversation) {
        return new NettyServer(loops, listen(loops, transport, conversation, null), false);
    }

    private static Channel listen(
            EventLoopGroup loops,
            Transport transport,
            Supplier<ChannelHandler> conversation,
            @Nullable SslContext tls) {
        return new ServerBootstrap()
                .group(loops)
                .channel(transport.channel())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel child) {
                        if (tls != null) {
                            child.pipeline().addLast(tls.newHandler(child.alloc()));
                        }
                        child.pipeline().addLast(conversation.get());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    @Override
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        if (ownsLoops) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }
}
