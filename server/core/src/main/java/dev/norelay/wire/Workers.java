package dev.norelay.wire;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One server's work off the event loops, counted, so that a barrier can wait for its end. Thread-safe. */
final class Workers implements Executor {
    private static final ThreadLocal<Boolean> WORKING = ThreadLocal.withInitial(() -> false);

    private final Executor pool;
    private final LongAdder activity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int underWay;

    /**
     * Nothing under way.
     *
     * @param activity counts work that is done: what it has left on an event loop is still to be awaited
     */
    Workers(Executor pool, LongAdder activity) {
        this.pool = pool;
        this.activity = activity;
    }

    @Override
    public void execute(Runnable work) {
        begin();
        pool.execute(() -> {
            WORKING.set(true);
            try {
                work.run();
            } finally {
                WORKING.set(false);
                end();
            }
        });
    }

    /** Something is under way elsewhere. */
    void begin() {
        count(1);
    }

    /** What was begun is done. */
    void end() {
        activity.increment();
        count(-1);
    }

    private void count(int change) {
        lock.lock();
        try {
            underWay += change;
            if (underWay == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing is under way. */
    boolean areIdle() {
        lock.lock();
        try {
            return underWay == 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until nothing is under way, or so long. Called on a worker, returns at once: it would wait for itself.
     *
     * @return whether that was enough
     */
    boolean awaitIdle(long nanos) throws InterruptedException {
        if (WORKING.get()) {
            return true;
        }
        long left = nanos;
        lock.lock();
        try {
            while (underWay > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
            return underWay == 0;
        } finally {
            lock.unlock();
        }
    }
}
