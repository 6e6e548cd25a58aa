package dev.norelay.wire;

import dev.norelay.fault.Ending;
import dev.norelay.fault.Wire;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one {@link Wire}: steps in order, on the connection's event loop, those behind a pause kept until it is over. */
final class ChannelWire implements Wire {
    private final ChannelHandlerContext context;
    private final Runnable whenFree;
    private final Consumer<Ending> ender;
    private final Deque<Runnable> later = new ArrayDeque<>(0);
    private @Nullable Future<?> pausing;
    private boolean stalled;
    private boolean over;

    /**
     * A wire on which nothing has happened.
     *
     * @param whenFree is run when a pause is over and all steps behind it are done
     * @param ender ends the connection
     */
    ChannelWire(ChannelHandlerContext context, Runnable whenFree, Consumer<Ending> ender) {
        this.context = context;
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
            pausing = context.executor().schedule(this::resume, duration.toNanos(), TimeUnit.NANOSECONDS);
        });
    }

    private void resume() {
        pausing = null;
        while (pausing == null && !later.isEmpty()) {
            then(later.remove());
        }
        context.flush();
        if (pausing == null) {
            whenFree.run();
        }
    }

    @Override
    public void stall() {
        then(() -> {
            context.flush();
            stalled = true;
        });
    }

    @Override
    public void end(Ending ending) {
        then(() -> {
            over = ending != Ending.HALF_CLOSE;
            stalled = true;
            ender.accept(ending);
        });
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
        if (pausing != null) {
            pausing.cancel(false);
            pausing = null;
        }
    }
}
