package dev.norelay.wire;

import dev.norelay.session.Security;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DefaultSocketChannelConfig;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketChannelConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/**
 * A connection without a socket: the test writes what the client sends and has what the server sends. Time stands still
 * until it is moved. As a socket does, it holds back what comes while the server does not read.
 */
final class MemoryChannel extends EmbeddedChannel implements SocketChannel {
    private static final InetSocketAddress LOCAL = new InetSocketAddress(InetAddress.getLoopbackAddress(), 25);
    private static final InetSocketAddress REMOTE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000);

    /** Has no descriptor, and takes no option. */
    private static final class NoSocket extends Socket {
        @Override
        public void setTcpNoDelay(boolean on) {}

        @Override
        public void setSoLinger(boolean on, int linger) {}
    }

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final SocketChannelConfig config;
    private boolean outputShutdown;

    /** An open connection on a listener. */
    MemoryChannel(Endpoint endpoint, String listener, Security security) {
        super(false, false);
        config = new DefaultSocketChannelConfig(this, new NoSocket());
        config.setAllocator(allocator);
        Tap tap = new Tap(endpoint.activity(), () -> {});
        pipeline().addLast("tap", tap);
        pipeline().addLast("session", new SessionDriver(endpoint, listener, security, tap));
        try {
            register();
            freezeTime();
        } catch (Exception e) {
            throw new IllegalStateException("an embedded channel registers", e);
        }
        drain();
    }

    /** Whether the server reads; what comes otherwise lies in the system's buffers. */
    boolean reads() {
        return isActive() && config().isAutoRead();
    }

    /** The client sends this in one piece. */
    void receive(byte[] octets, int from, int length) {
        ByteBuf piece = allocator.heapBuffer(length).writeBytes(octets, from, length);
        writeInbound(piece);
        drain();
    }

    /** So much time passes. */
    void pass(long seconds) {
        advanceTimeBy(seconds, TimeUnit.SECONDS);
        runScheduledPendingTasks();
        runPendingTasks();
        drain();
    }

    /** The client closes its side. */
    void leave() {
        finish();
        drain();
        pass(60); // the server does not linger that long
    }

    private void drain() {
        runPendingTasks();
        for (ByteBuf piece = readOutbound(); piece != null; piece = readOutbound()) {
            try {
                piece.readBytes(sent, piece.readableBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            piece.release();
        }
    }

    /** All that the server has sent. */
    byte[] sent() {
        return sent.toByteArray();
    }

    /** Octets in buffers that nobody has released. */
    long octetsHeld() {
        return allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory();
    }

    // What a socket has beyond an embedded channel.

    @Override
    public SocketChannelConfig config() {
        return config;
    }

    @Override
    @SuppressWarnings("NullAway") // an accepted connection of no server
    public ServerSocketChannel parent() {
        return null;
    }

    @Override
    public InetSocketAddress localAddress() {
        return LOCAL;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return REMOTE;
    }

    @Override
    public boolean isInputShutdown() {
        return !isActive();
    }

    @Override
    public ChannelFuture shutdownInput() {
        return newSucceededFuture();
    }

    @Override
    public ChannelFuture shutdownInput(ChannelPromise promise) {
        return promise.setSuccess();
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
    public boolean isShutdown() {
        return !isActive();
    }

    @Override
    public ChannelFuture shutdown() {
        return close();
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise promise) {
        return close(promise);
    }
}
