package dev.norelay.wire;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One server's work off the event loops, counted, so that a barrier can wait for its end. Thread-safe. */
final class Workers implements Executor {
    private static final ThreadLocal<Boolean> WORKING = ThreadLocal.withInitial(() -> false);

    private final Executor pool;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int underWay;

    Workers(Executor pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable work) {
        count(1);
        pool.execute(() -> {
            WORKING.set(true);
            try {
                work.run();
            } finally {
                WORKING.set(false);
                count(-1);
            }
        });
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

    /** Waits until nothing is under way, or so long. Called on a worker, returns at once: it would wait for itself. */
    void awaitIdle(long nanos) throws InterruptedException {
        if (WORKING.get()) {
            return;
        }
        long left = nanos;
        lock.lock();
        try {
            while (underWay > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
