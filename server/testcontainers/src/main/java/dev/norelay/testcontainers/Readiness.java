package dev.norelay.testcontainers;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/**
 * Waits until norelay answers that it is ready ({@code GET /api/v1/ready}, as {@code norelay health} asks within), and not once it
 * has ended. Asks more often than Testcontainers' own strategies, which ask once a second: norelay starts in less.
 */
final class Readiness extends AbstractWaitStrategy {
    private static final Duration BETWEEN = Duration.ofMillis(30);

    @Override
    protected void waitUntilReady() {
        Api api = new Api(
                URI.create("http://" + Objects.requireNonNull(waitStrategyTarget).getHost() + ":"
                        + waitStrategyTarget.getMappedPort(Launch.HTTP)),
                "");
        long deadline = System.nanoTime() + startupTimeout.toNanos();
        while (!isReady(api)) {
            if (!Boolean.TRUE.equals(waitStrategyTarget.isRunning())) {
                throw new ContainerLaunchException("norelay has ended");
            }
            if (System.nanoTime() - deadline > 0) {
                throw new ContainerLaunchException(
                        "norelay was not ready within " + startupTimeout.toSeconds() + " s; withStartupTimeout(…) gives"
                                + " it more");
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    private static boolean isReady(Api api) {
        try {
            return api.isReady();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContainerLaunchException("interrupted while norelay was starting", e);
        }
    }
}
