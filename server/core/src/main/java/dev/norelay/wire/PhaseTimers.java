package dev.norelay.wire;

import dev.norelay.journal.Event;
import dev.norelay.journal.Recorder;
import dev.norelay.scenario.Run;
import dev.norelay.session.Action;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Enters phases of the story, on the spot or later. Thread-safe. */
final class PhaseTimers {
    private final Run run;
    private final Recorder recorder;
    private final Runnable entered;
    private final List<Timer> timers = new ArrayList<>();

    /** A phase to come. */
    private record Timer(String phase, EventExecutor loop, ScheduledFuture<?> future) {}

    /**
     * Nothing to come.
     *
     * @param entered is run behind each change, on an event loop
     */
    PhaseTimers(Run run, Recorder recorder, Runnable entered) {
        this.run = run;
        this.recorder = recorder;
        this.entered = entered;
    }

    /** Enters the phase when its time has come, whether or not the connection still is. On the connection's event loop. */
    void become(Action.Become become, EventExecutor loop) {
        if (become.after().isZero()) {
            enter(become.phase());
        } else {
            schedule(become.phase(), become.after().toNanos(), loop);
        }
    }

    private synchronized void schedule(String phase, long nanos, EventExecutor loop) {
        timers.removeIf(timer -> timer.future().isDone());
        timers.add(new Timer(phase, loop, loop.schedule(() -> enter(phase), nanos, TimeUnit.NANOSECONDS)));
    }

    /** Brings what is to come nearer; what would have come meanwhile comes at once, in its order, on the caller's thread. */
    void letTimePass(Duration time) {
        List<String> due = new ArrayList<>();
        synchronized (this) {
            List<Timer> waiting = new ArrayList<>(timers);
            timers.clear();
            waiting.sort(Comparator.comparingLong(timer -> timer.future().getDelay(TimeUnit.NANOSECONDS)));
            for (Timer timer : waiting) {
                if (timer.future().cancel(false)) {
                    long left = timer.future().getDelay(TimeUnit.NANOSECONDS) - time.toNanos();
                    if (left > 0) {
                        schedule(timer.phase(), left, timer.loop());
                    } else {
                        due.add(timer.phase());
                    }
                }
            }
        }
        due.forEach(this::enter);
    }

    private void enter(String phase) {
        run.become(phase);
        recorder.record(0, new Event.PhaseEntered(phase));
        entered.run();
    }

    /** Forgets what was to come. */
    synchronized void forget() {
        timers.forEach(timer -> timer.future().cancel(false));
        timers.clear();
    }
}
