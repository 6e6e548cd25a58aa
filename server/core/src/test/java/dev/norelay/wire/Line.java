package dev.norelay.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DuplexChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A client's connection without a socket, on which time passes only when it is told to. */
final class Line extends EmbeddedChannel implements DuplexChannel {
    private boolean outputShutdown;

    /** Connects to a server with that initializer. */
    Line(ChannelHandler server) {
        super(new ChannelInitializer<Line>() {
            @Override
            protected void initChannel(Line line) {
                line.freezeTime(); // before anything is scheduled
                line.pipeline().addLast(server);
            }
        });
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    /** The client sends a line. */
    void send(String text) {
        writeInbound(Unpooled.copiedBuffer(text + "\r\n", US_ASCII));
    }

    /** What the server has said since the last call. */
    String said() {
        StringBuilder said = new StringBuilder();
        for (ByteBuf octets = readOutbound(); octets != null; octets = readOutbound()) {
            said.append(octets.toString(US_ASCII));
            octets.release();
        }
        return said.toString();
    }

    /** Lets time pass; what was due happens. */
    void pass(Duration time) {
        advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        runPendingTasks();
    }

    @Override
    public boolean isOutputShutdown() {
        return outputShutdown;
    }

    @Override
    public ChannelFuture shutdownOutput() {
        return shutdownOutput(newPromise());
    }

    @Override
    public ChannelFuture shutdownOutput(ChannelPromise promise) {
        outputShutdown = true;
        return promise.setSuccess();
    }

    @Override
    public boolean isInputShutdown() {
        return false;
    }

    @Override
    public ChannelFuture shutdownInput() {
        throw new UnsupportedOperationException("the server reads to the end");
    }

    @Override
    public ChannelFuture shutdownInput(ChannelPromise promise) {
        return shutdownInput();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public ChannelFuture shutdown() {
        return shutdownInput();
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise promise) {
        return shutdownInput();
    }
}
