package dev.norelay.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CoalescingBufferQueue;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * Faults of the octets themselves, in front of TLS: at a low rate, cut off, not read. Put in behind the {@link Tap} when a fault first asks
 * for it. On the connection's event loop.
 */
final class Shaper extends ChannelDuplexHandler {
    private static final long ALL = Long.MAX_VALUE;

    private final Tap tap;
    private final Runnable whenCut;
    private ChannelHandlerContext context;
    private Rate reading;
    private Rate writing;
    private CoalescingBufferQueue unsent;
    private ByteBuf unread = Unpooled.EMPTY_BUFFER;
    private @Nullable Runnable whenWritten;
    private long toRead = ALL;
    private long toWrite = ALL;
    private @Nullable ChannelFuture lastWrite;
    private boolean deaf;
    private boolean gone;

    @SuppressWarnings("NullAway.Init") // set by handlerAdded, before anything else is called
    Shaper(Tap tap, Runnable whenCut) {
        this.tap = tap;
        this.whenCut = whenCut;
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

    /** So many octets more are read or written, and then the end is told; 0 leaves it as it is. */
    void cutAfter(long read, long write) {
        toRead = read > 0 ? read : toRead;
        toWrite = write > 0 ? write : toWrite;
    }

    /** Nothing is read any more. */
    void stopReading() {
        deaf = true;
        tap.holdReading(true);
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
            pass((ByteBuf) message, promise);
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
        pass(unsent.remove(octets, written), written);
        context.flush();
        Runnable end = whenWritten;
        if (unsent.isEmpty() && end != null) {
            whenWritten = null;
            free();
            end.run();
        }
        return true;
    }

    private void pass(ByteBuf octets, ChannelPromise promise) {
        if (lastWrite != null) {
            octets.release();
            failBehind(lastWrite, promise);
        } else if (toWrite == ALL || toWrite > octets.readableBytes()) {
            toWrite -= toWrite == ALL ? 0 : octets.readableBytes();
            context.write(octets, promise);
        } else {
            ChannelFuture last = context.write(octets.readRetainedSlice((int) toWrite));
            octets.release();
            lastWrite = last;
            cut();
            failBehind(last, promise);
        }
    }

    /** Who waits for octets that were cut off, hears of it when the last one before them is out and the end is told. */
    private void failBehind(ChannelFuture last, ChannelPromise promise) {
        if (!promise.isVoid()) {
            Runnable fail = () -> promise.tryFailure(new ClosedChannelException());
            last.addListener(done -> context.executor().execute(fail));
        }
    }

    private void cut() {
        toRead = ALL;
        whenWritten = null;
        free();
        whenCut.run();
    }

    // Reading.

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        if (reading.limited() || unread.isReadable()) {
            unread = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(from.alloc(), unread, (ByteBuf) message);
            reading.start();
        } else {
            tell((ByteBuf) message);
        }
    }

    @Override
    public void read(ChannelHandlerContext from) {
        if (!reading.limited() && !deaf) {
            from.read();
        } // else whoever moves octets in does it
    }

    /** Passes on what has come; where nothing is left of it, and the session wants more, asks for more. */
    private boolean moveIn(int octets) {
        if (deaf) {
            return false;
        }
        if (unread.isReadable() && tap.wantsReading()) {
            tell(unread.readRetainedSlice(Math.min(octets, unread.readableBytes())));
            context.fireChannelReadComplete();
        }
        if (!unread.isReadable() && reading.limited() && tap.wantsReading() && !gone) {
            context.read();
        }
        return reading.limited() && !gone;
    }

    private void tell(ByteBuf octets) {
        if (toRead == ALL || toRead > octets.readableBytes()) {
            toRead -= toRead == ALL ? 0 : octets.readableBytes();
            context.fireChannelRead(octets);
            return;
        }
        ByteBuf last = octets.readRetainedSlice((int) toRead);
        context.fireChannelRead(last);
        cut();
        context.fireChannelRead(octets); // for nobody: the session journals that
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
