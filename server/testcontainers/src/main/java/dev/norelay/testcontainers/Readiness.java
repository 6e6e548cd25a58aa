package dev.norelay.testcontainers;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.containers.wait.strategy.WaitStrategyTarget;

/**
 * Waits until norelay answers that it is ready ({@code GET /api/v1/ready}, as {@code norelay health} asks within), and not once it
 * has ended. Asks more often than Testcontainers' own strategies, which ask once a second: norelay starts in less.
 */
final class Readiness extends AbstractWaitStrategy {
    private static final Duration BETWEEN = Duration.ofMillis(30);

    /** That it was not ready, and what it said instead. */
    static final class NotReady extends ContainerLaunchException {
        private static final long serialVersionUID = 1L;

        NotReady(String message, @Nullable Exception cause) {
            super(message, cause);
        }
    }

    @Override
    protected void waitUntilReady() {
        WaitStrategyTarget container = Objects.requireNonNull(waitStrategyTarget);
        Api api = new Api(URI.create("http://" + container.getHost() + ":" + container.getMappedPort(Launch.HTTP)), "");
        long deadline = System.nanoTime() + startupTimeout.toNanos();
        while (!isReady(api)) {
            if (!container.isRunning()) {
                throw new NotReady("norelay has ended in its container" + said(container), null);
            }
            if (System.nanoTime() - deadline > 0) {
                throw new NotReady(
                        "norelay was not ready within " + startupTimeout.toSeconds() + " s; withStartupTimeout(…) gives"
                                + " it more" + said(container),
                        null);
            }
            LockSupport.parkNanos(
                    BETWEEN.toNanos()); // the caller's own thread: nothing tells it when a container is ready
        }
    }

    /** What a person has to read: the list of mistakes in scenario files, say. */
    private static String said(WaitStrategyTarget container) {
        String text = container.getLogs(OutputType.STDERR).strip();
        return text.isEmpty() ? "" : "; it said:\n" + text;
    }

    private static boolean isReady(Api api) {
        try {
            return api.isReady();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReady("interrupted while norelay was starting", e);
        }
    }
}
