package dev.norelay.wire;

import dev.norelay.fault.Ending;
import dev.norelay.fault.Fragment;
import dev.norelay.fault.Wire;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one {@link Wire}: steps in order, on the connection's event loop, those behind a pause kept until it is over. */
final class ChannelWire implements Wire {
    private final ChannelHandlerContext context;
    private final Tap tap;
    private final Runnable whenFree;
    private final Consumer<Ending> ender;
    private final Deque<Runnable> later = new ArrayDeque<>(0);
    private final Deque<byte[]> pieces = new ArrayDeque<>(0);
    private @Nullable Fragment fragment;
    private @Nullable Shaper shaper;
    private @Nullable Future<?> pausing;
    private boolean stalled;
    private boolean over;

    /**
     * A wire on which nothing has happened.
     *
     * @param whenFree is run when a pause is over and all steps behind it are done
     * @param ender ends the connection
     */
    ChannelWire(ChannelHandlerContext context, Tap tap, Runnable whenFree, Consumer<Ending> ender) {
        this.context = context;
        this.tap = tap;
        this.whenFree = whenFree;
        this.ender = ender;
    }

    /** Does a step when its turn comes; never, behind a stall or an end. */
    void then(Runnable step) {
        if (pausing != null) {
            later.add(step);
        } else if (!stalled && !over) {
            step.run();
        }
    }

    @Override
    public void pause(Duration duration) {
        then(() -> {
            context.flush();
            await(duration);
        });
    }

    private void await(Duration duration) {
        pausing = context.executor().schedule(this::resume, duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void resume() {
        pausing = null;
        writePiece();
        while (pausing == null && !later.isEmpty()) {
            then(later.remove());
        }
        context.flush();
        if (pausing == null) {
            whenFree.run();
        }
    }

    @Override
    public void fragment(Fragment so) {
        then(() -> fragment = so);
    }

    /** What is written from now on is not split. */
    void whole() {
        fragment = null;
    }

    /** Writes octets; in pieces, where a fault asks for it, before any later step. */
    void write(byte[] octets) {
        Fragment so = fragment;
        if (so == null && pieces.isEmpty()) {
            context.write(Unpooled.wrappedBuffer(octets), context.voidPromise());
            return;
        }
        int begin = 0;
        while (begin < octets.length) {
            int end = so == null ? octets.length : so.end(begin, octets.length);
            pieces.add(Arrays.copyOfRange(octets, begin, end));
            begin = end;
        }
        if (pausing == null) {
            writePiece();
        }
    }

    private void writePiece() {
        byte[] piece = pieces.poll();
        if (piece != null) {
            context.writeAndFlush(Unpooled.wrappedBuffer(piece), context.voidPromise());
        }
        if (!pieces.isEmpty()) {
            await(Fragment.PAUSE);
        }
    }

    @Override
    public void throttle(long read, long write) {
        then(() -> shaper().throttle(read, write));
    }

    private Shaper shaper() {
        context.flush(); // what was written before is none of its business
        if (shaper == null) {
            shaper = new Shaper(tap, this::cutOff);
            context.pipeline().addAfter("tap", "shaper", shaper);
        }
        return shaper;
    }

    @Override
    public void cutAfter(long read, long write) {
        then(() -> shaper().cutAfter(read, write));
    }

    /** Octets have been cut off: nothing else happens. The end is journalled when what is being done is done. */
    private void cutOff() {
        gone();
        context.executor().execute(() -> ender.accept(Ending.CUT));
    }

    @Override
    public void stall(boolean deaf) {
        then(() -> {
            context.flush();
            stalled = true;
            if (deaf) {
                shaper().stopReading();
            }
        });
    }

    @Override
    public void end(Ending ending) {
        then(() -> {
            over = ending != Ending.HALF_CLOSE;
            stalled = true;
            end(() -> ender.accept(ending));
        });
    }

    private void end(Runnable end) {
        if (shaper == null) {
            end.run();
        } else {
            context.flush();
            shaper.whenWritten(end);
        }
    }

    /** Whether the client's next command must wait. */
    boolean busy() {
        return pausing != null || stalled || over;
    }

    /** Whether nothing will ever be said again. */
    boolean silent() {
        return stalled || over;
    }

    /** The connection is gone: nothing that was to come happens. */
    void gone() {
        over = true;
        later.clear();
        pieces.clear();
        if (pausing != null) {
            pausing.cancel(false);
            pausing = null;
        }
    }
}
