package dev.norelay.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CoalescingBufferQueue;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * Faults of the octets themselves, in front of TLS: at a low rate. Put in behind the {@link Tap} when a fault first asks
 * for it. On the connection's event loop.
 */
final class Shaper extends ChannelDuplexHandler {
    private final Tap tap;
    private ChannelHandlerContext context;
    private Rate reading;
    private Rate writing;
    private CoalescingBufferQueue unsent;
    private ByteBuf unread = Unpooled.EMPTY_BUFFER;
    private @Nullable Runnable whenWritten;
    private boolean gone;

    @SuppressWarnings("NullAway.Init") // set by handlerAdded, before anything else is called
    Shaper(Tap tap) {
        this.tap = tap;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        reading = new Rate(added.executor(), this::moveIn);
        writing = new Rate(added.executor(), this::moveOut);
        unsent = new CoalescingBufferQueue(added.channel(), 4, true); // holds up a client that pipelines
    }

    /** From now on so many octets a second; 0 leaves it as it is. */
    void throttle(long read, long write) {
        if (read > 0) {
            reading.limit(read);
            tap.holdReading(true);
        }
        if (write > 0) {
            writing.limit(write);
        }
    }

    /**
     * The end comes behind what has been written. Then nothing is throttled any more: what lies unread when a connection
     * is closed resets it.
     */
    void whenWritten(Runnable end) {
        if (unsent.isEmpty()) {
            free();
            end.run();
        } else {
            whenWritten = end;
        }
    }

    private void free() {
        writing.free();
        reading.free();
        tap.holdReading(false);
    }

    // Writing.

    @Override
    public void write(ChannelHandlerContext from, Object message, ChannelPromise promise) {
        if (gone || (unsent.isEmpty() && !writing.limited())) {
            from.write(message, promise);
        } else {
            unsent.add((ByteBuf) message, promise);
        }
    }

    @Override
    public void flush(ChannelHandlerContext from) {
        if (!unsent.isEmpty()) {
            writing.start();
        }
        from.flush();
    }

    private boolean moveOut(int octets) {
        if (unsent.isEmpty()) {
            return false;
        }
        ChannelPromise written = context.newPromise();
        context.writeAndFlush(unsent.remove(octets, written), written);
        Runnable end = whenWritten;
        if (unsent.isEmpty() && end != null) {
            whenWritten = null;
            free();
            end.run();
        }
        return true;
    }

    // Reading.

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        if (reading.limited() || unread.isReadable()) {
            unread = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(from.alloc(), unread, (ByteBuf) message);
            reading.start();
        } else {
            from.fireChannelRead(message);
        }
    }

    @Override
    public void read(ChannelHandlerContext from) {
        if (!reading.limited()) {
            from.read();
        } // else whoever moves octets in does it
    }

    /** Passes on what has come; where nothing is left of it, and the session wants more, asks for more. */
    private boolean moveIn(int octets) {
        if (unread.isReadable() && tap.wantsReading()) {
            context.fireChannelRead(unread.readRetainedSlice(Math.min(octets, unread.readableBytes())));
            context.fireChannelReadComplete();
        }
        if (!unread.isReadable() && reading.limited() && tap.wantsReading() && !gone) {
            context.read();
        }
        return reading.limited() && !gone;
    }

    // The end.

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        release();
        from.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        release();
    }

    private void release() {
        gone = true;
        whenWritten = null;
        reading.cancel();
        writing.cancel();
        unread.release();
        unread = Unpooled.EMPTY_BUFFER;
        unsent.releaseAndFailAll(new ClosedChannelException());
    }
}
