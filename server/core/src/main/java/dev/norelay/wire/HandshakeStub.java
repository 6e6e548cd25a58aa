package dev.norelay.wire;

import dev.norelay.fault.Ending;
import dev.norelay.fault.TlsFault;
import dev.norelay.journal.Event;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * In the place of {@code SslHandler}: waits for the ClientHello, answers it with a {@link TlsFault}, and listens for what
 * the client says to that. Not an octet goes on to the session.
 */
final class HandshakeStub extends ChannelInboundHandlerAdapter {
    /** RFC 8446 §5.1: the content types of records. */
    private static final int CHANGE_CIPHER_SPEC = 20;

    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int APPLICATION_DATA = 23;
    private static final int HEADER = 5;
    /** Whatever is longer is no ClientHello. */
    private static final int MAX_HELLO = 64 << 10;
    /** Of octets that are no TLS, so many stand in the journal. */
    private static final int SHOWN = 256;

    private final TlsFault fault;
    private final Consumer<Event> journal;
    private final Farewell farewell;
    private final Duration longest;
    private final ByteArrayOutputStream hello = new ByteArrayOutputStream();
    private ByteBuf received = Unpooled.EMPTY_BUFFER;
    private boolean heard;
    private boolean answered;
    private boolean told;
    private @Nullable Future<?> timer;

    /**
     * Nothing has come yet.
     *
     * @param journal is told of the fault, before its octets leave, and once how the handshake failed
     * @param longest that a handshake may take
     */
    HandshakeStub(TlsFault fault, Consumer<Event> journal, Farewell farewell, Duration longest) {
        this.fault = fault;
        this.journal = journal;
        this.farewell = farewell;
        this.longest = longest;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        timer = context.executor().schedule(() -> tooLong(context), longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Who never begins a handshake, or never gives a spoilt one up, is left after a while; a stall lasts. */
    private void tooLong(ChannelHandlerContext context) {
        if (answered && fault == TlsFault.STALL) {
            return;
        }
        if (!answered && !told) {
            journal.accept(
                    new Event.LimitReached("handshake", "it had not begun within " + longest.toSeconds() + " s"));
            failed(null, "the client did not begin its handshake in time");
        }
        context.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        heard = true;
        received = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), received, (ByteBuf) message);
        while (!told && takeRecord(context)) {
            // and the next one
        }
        if (told) {
            received.skipBytes(received.readableBytes());
        }
    }

    /** Takes one record; false until it is there. */
    private boolean takeRecord(ChannelHandlerContext context) {
        int start = received.readerIndex();
        int type = received.isReadable() ? received.getUnsignedByte(start) : HANDSHAKE;
        boolean otherVersion = received.readableBytes() > 1 && received.getByte(start + 1) != 3;
        if (type < CHANGE_CIPHER_SPEC || type > APPLICATION_DATA || otherVersion) {
            plaintext(context);
            return false;
        }
        int length = received.readableBytes() < HEADER ? Integer.MAX_VALUE : received.getUnsignedShort(start + 3);
        if (received.readableBytes() - HEADER < length) {
            return false;
        }
        byte[] body = new byte[length];
        received.skipBytes(HEADER).readBytes(body);
        if (type == ALERT && length == 2) {
            String alert = TlsFailures.alertName(body[1] & 0xff);
            failed(alert, "the client said " + alert);
        } else if (type == HANDSHAKE && !answered) {
            hello.writeBytes(body);
            answer(context);
        }
        return true;
    }

    private void plaintext(ChannelHandlerContext context) {
        int count = received.readableBytes();
        byte[] begin = new byte[Math.min(SHOWN, count)];
        received.getBytes(received.readerIndex(), begin);
        Octets first = Octets.copyOf(begin);
        String shown = new Secrets().masked(first, count);
        journal.accept(new Event.OctetsDropped(count, first, "they are no TLS handshake", shown));
        failed(null, "plaintext where a TLS handshake was expected");
        context.close();
    }

    /** RFC 8446 §4: a message's length stands behind its type; it may lie in several records. */
    private void answer(ChannelHandlerContext context) {
        byte[] message = hello.toByteArray();
        int length = message.length < 4
                ? Integer.MAX_VALUE
                : (message[1] & 0xff) << 16 | (message[2] & 0xff) << 8 | (message[3] & 0xff);
        if (message.length - 4 < length && message.length < MAX_HELLO) {
            return;
        }
        answered = true;
        journal.accept(new Event.FaultEnacted(Moment.TLS, fault.id()));
        context.writeAndFlush(Unpooled.wrappedBuffer(fault.answer(message)), context.voidPromise());
        if (fault.ends()) {
            farewell.say(Ending.CUT);
        }
    }

    private void failed(@Nullable String alert, String explanation) {
        if (!told) {
            told = true;
            journal.accept(new Event.TlsFailed(alert, explanation));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (answered) {
            failed(null, "it came to nothing, for the server had spoilt it: " + fault.id());
        } else {
            failed(null, "the client left " + (heard ? "in the middle of the handshake" : "without a word"));
        }
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (timer != null) {
            timer.cancel(false);
        }
        received.release();
        received = Unpooled.EMPTY_BUFFER;
    }
}
