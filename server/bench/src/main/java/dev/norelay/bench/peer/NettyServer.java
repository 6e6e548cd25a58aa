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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A listener with an event loop group of its own, two loops as norelay has them. */
record NettyServer(EventLoopGroup loops, Channel listener) implements JvmPeer.Running {

    /** What octets are carried by. */
    enum Transport {
        EPOLL(EpollServerSocketChannel.class) {
            @Override
            IoHandlerFactory factory() {
                return EpollIoHandler.newFactory();
            }
        },
        NIO(NioServerSocketChannel.class) {
            @Override
            IoHandlerFactory factory() {
                return NioIoHandler.newFactory();
            }
        };

        private final Class<? extends ServerChannel> channel;

        Transport(Class<? extends ServerChannel> channel) {
            this.channel = channel;
        }

        abstract IoHandlerFactory factory();
    }

    static NettyServer start(Transport transport, Supplier<ChannelHandler> conversation) {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, transport.factory());
        return new NettyServer(loops, listen(loops, transport, conversation));
    }

    private static Channel listen(EventLoopGroup loops, Transport transport, Supplier<ChannelHandler> conversation) {
        return new ServerBootstrap()
                .group(loops)
                .channel(transport.channel)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel child) {
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
        loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
