package dev.norelay.wire;

import dev.norelay.journal.Event;
import dev.norelay.journal.Recorder;
import dev.norelay.scenario.Run;
import dev.norelay.session.Action;
import io.netty.util.concurrent.EventExecutor;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Enters phases of the story, on the spot or later. Thread-safe. */
final class PhaseTimers {
    private final Run run;
    private final Recorder recorder;
    private final Runnable entered;
    private final Queue<Future<?>> timers = new ConcurrentLinkedQueue<>();

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
            long nanos = become.after().toNanos();
            timers.add(loop.schedule(() -> enter(become.phase()), nanos, TimeUnit.NANOSECONDS));
        }
    }

    private void enter(String phase) {
        run.become(phase);
        recorder.record(0, new Event.PhaseEntered(phase));
        entered.run();
    }

    /** Forgets what was to come. */
    void forget() {
        timers.forEach(timer -> timer.cancel(false));
        timers.clear();
    }
}
