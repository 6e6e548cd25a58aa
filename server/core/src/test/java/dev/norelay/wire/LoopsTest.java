package dev.norelay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Which thread serves a connection. */
@Isolated("connections of other servers count")
class LoopsTest {
    private final BlockingQueue<EventLoop> loops = new LinkedBlockingQueue<>();

    @Test
    void aLoneConnectionStaysWhereItWasAcceptedAndSeveralAreSpread() throws Exception {
        SharedResources shared = SharedResources.acquire();
        Channel listener = listen(shared);
        try {
            for (int alone = 0; alone < 4; alone++) {
                assertThat(loopOfAConnection(listener)).isSameAs(listener.eventLoop());
            }
            shared.connections.increment();
            try {
                EventLoop[] several = new EventLoop[4];
                for (int one = 0; one < several.length; one++) {
                    several[one] = loopOfAConnection(listener);
                }
                assertThat(Arrays.stream(several).distinct()).hasSizeGreaterThan(1);
            } finally {
                shared.connections.decrement();
            }
        } finally {
            listener.close().syncUninterruptibly();
            shared.release();
        }
    }

    private Channel listen(SharedResources shared) {
        return new ServerBootstrap()
                .group(shared.loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void handlerAdded(ChannelHandlerContext context) {
                        loops.add(context.channel().eventLoop());
                        context.close();
                    }

                    @Override
                    public boolean isSharable() {
                        return true;
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    private EventLoop loopOfAConnection(Channel listener) throws IOException, InterruptedException {
        InetSocketAddress address = (InetSocketAddress) listener.localAddress();
        try (Socket client = new Socket(address.getAddress(), address.getPort())) {
            assertThat(client.isConnected()).isTrue();
            return loops.poll(10, TimeUnit.SECONDS);
        }
    }
}
