package dev.norelay.wire;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Has octets moved at a rate, some twenty times a second. On the connection's event loop. */
final class Rate {
    private static final int TICKS_PER_SECOND = 20;

    private final EventExecutor loop;
    private final IntPredicate mover;
    private int slice = Integer.MAX_VALUE;
    private long nanos;
    private boolean moving;
    private @Nullable Future<?> next;

    /**
     * No limit yet.
     *
     * @param mover moves so many octets at most; whether there may be more to come
     */
    Rate(EventExecutor loop, IntPredicate mover) {
        this.loop = loop;
        this.mover = mover;
    }

    /** From now on so many octets a second. */
    void limit(long octetsPerSecond) {
        slice = (int) Math.min(Math.max(1, octetsPerSecond / TICKS_PER_SECOND), Integer.MAX_VALUE);
        nanos = Math.max(1, TimeUnit.SECONDS.toNanos(slice) / octetsPerSecond);
        again();
    }

    /** From now on as many octets as there are. */
    void free() {
        slice = Integer.MAX_VALUE;
        nanos = 0;
        again();
    }

    boolean limited() {
        return nanos > 0;
    }

    /** There are octets: moves some at once, or when their time has come. */
    void start() {
        if (next == null && !moving) {
            move();
        }
    }

    private void move() {
        next = null;
        moving = true; // what is moved may bring more, which comes behind it
        boolean more = mover.test(slice);
        moving = false;
        if (more && next == null) {
            again();
        }
    }

    private void again() {
        cancel();
        next = loop.schedule(this::move, nanos, TimeUnit.NANOSECONDS);
    }

    void cancel() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }
}
