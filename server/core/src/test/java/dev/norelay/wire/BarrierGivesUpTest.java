package dev.norelay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Who never comes back is not waited for without end, and that is said. */
class BarrierGivesUpTest {

    @Test
    void aWorkerThatDoesNotComeToAnEndIsTold() {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Barrier.class);
        CountDownLatch end = new CountDownLatch(1);
        SharedResources shared = SharedResources.acquire();
        logged.start();
        logger.addAppender(logged);
        try {
            LongAdder activity = new LongAdder();
            Workers workers = new Workers(shared.pool, activity);
            workers.execute(() -> awaitUninterruptibly(end));

            new Barrier(shared.loops, shared.connections, activity, workers)
                    .run(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100));

            assertThat(logged.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .contains("a script, or a listener of the journal, does not come to an end: what is read may lack"
                            + " what clients did last");
        } finally {
            end.countDown();
            logger.detachAppender(logged);
            shared.release();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
