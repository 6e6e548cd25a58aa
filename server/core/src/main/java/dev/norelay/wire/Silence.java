package dev.norelay.wire;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells how long a client has been silent, at the durations that rules ask about. A silence is acted on once. On the
 * connection's event loop; costs nothing where no rule asks.
 */
final class Silence {
    private final EventExecutor loop;
    private final Supplier<List<Duration>> asked;
    private final Predicate<Duration> teller;
    private @Nullable Future<?> next;

    /**
     * A silence that has not begun.
     *
     * @param asked the durations that rules ask about, shortest first
     * @param teller is told of each; true ends the telling
     */
    Silence(EventExecutor loop, Supplier<List<Duration>> asked, Predicate<Duration> teller) {
        this.loop = loop;
        this.asked = asked;
        this.teller = teller;
    }

    /** The client has said something: a new silence begins. */
    void restart() {
        cancel();
        List<Duration> durations = asked.get();
        if (!durations.isEmpty()) {
            schedule(durations, 0, Duration.ZERO);
        }
    }

    private void schedule(List<Duration> durations, int index, Duration passed) {
        Duration due = durations.get(index);
        long nanos = due.minus(passed).toNanos();
        next = loop.schedule(() -> tell(durations, index, due), nanos, TimeUnit.NANOSECONDS);
    }

    private void tell(List<Duration> durations, int index, Duration due) {
        next = null;
        if (!teller.test(due) && index + 1 < durations.size()) {
            schedule(durations, index + 1, due);
        }
    }

    void cancel() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }
}
