package dev.norelay.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketChannel;
import java.util.concurrent.atomic.LongAdder;

/**
 * First in the pipeline, in front of TLS: counts whatever happens for the barrier, reads alerts that come in the clear,
 * and ends connections below TLS.
 */
final class Tap extends ChannelInboundHandlerAdapter {
    /** RFC 8446 §5.1: the content type of alerts. */
    private static final int ALERT = 21;

    private final LongAdder activity;
    private final Runnable ended;
    private ChannelHandlerContext front;
    private int plainAlert = -1;
    private long octets;
    private boolean wanted = true;
    private boolean held;

    /**
     * For one connection.
     *
     * @param ended is run when its end has gone through the pipeline
     */
    @SuppressWarnings("NullAway.Init") // set by handlerAdded, before anything else is called
    Tap(LongAdder activity, Runnable ended) {
        this.activity = activity;
        this.ended = ended;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        front = context;
    }

    @Override
    public void channelRegistered(ChannelHandlerContext context) {
        activity.increment();
        context.fireChannelRegistered();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        activity.increment();
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        activity.increment();
        if (message instanceof ByteBuf buffer) {
            octets += buffer.readableBytes();
            noteAlert(buffer);
        }
        context.fireChannelRead(message);
    }

    /** OpenSSL in TLS 1.3 refuses a certificate in the clear, which the JDK's engine cannot read. */
    private void noteAlert(ByteBuf buffer) {
        int at = buffer.readerIndex();
        boolean alert = buffer.readableBytes() >= 7
                && buffer.getUnsignedByte(at) == ALERT
                && buffer.getUnsignedShort(at + 3) == 2;
        if (alert) {
            plainAlert = buffer.getUnsignedByte(at + 6);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        activity.increment();
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        activity.increment();
        context.fireChannelInactive();
    }

    @Override
    public void channelUnregistered(ChannelHandlerContext context) {
        ended.run();
        context.fireChannelUnregistered();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        activity.increment();
        context.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        activity.increment();
        context.fireExceptionCaught(cause);
    }

    /** The number of the last alert that came in the clear, or -1. */
    int plainAlert() {
        return plainAlert;
    }

    /** Whether an octet has come since the handshake was due. */
    boolean heard() {
        return octets > 0;
    }

    /** From now on the client's octets are its handshake. */
    void handshakeBegins() {
        octets = 0;
    }

    /** Whether the session wants more octets of the client. */
    void wantReading(boolean now) {
        wanted = now;
        front.channel().config().setAutoRead(wanted && !held);
    }

    boolean wantsReading() {
        return wanted;
    }

    /** Whether a fault holds reading up, whatever the session wants. */
    void holdReading(boolean now) {
        held = now;
        wantReading(wanted);
    }

    /** RST, also inside TLS. */
    void reset() {
        ((SocketChannel) front.channel()).config().setSoLinger(0);
        front.close();
    }

    /** Closes without a word, also inside TLS. */
    void close() {
        front.close();
    }

    /** FIN, without close_notify; reading goes on. */
    void shutdownOutput() {
        ((DuplexChannel) front.channel()).shutdownOutput();
    }
}
