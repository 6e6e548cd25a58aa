package dev.norelay.junit5;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Execution;

/**
 * Test classes run by JUnit within a test.
 *
 * @param results what JUnit tells
 * @param printed what came on standard output
 */
record Jupiter(EngineExecutionResults results, String printed) {

    /** One test after the other. */
    static Jupiter run(Class<?>... classes) {
        return run(false, classes);
    }

    /** Everything beside each other, on four threads. */
    static Jupiter runInParallel(Class<?>... classes) {
        return run(true, classes);
    }

    private static Jupiter run(boolean parallel, Class<?>... classes) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                    .configurationParameter("junit.jupiter.execution.parallel.enabled", Boolean.toString(parallel))
                    .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                    .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                    .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                    // JUnit 6: the fork/join pool of Java 17 leaves a test lying now and then, while the one before it
                    // waits.
                    .configurationParameter(
                            "junit.jupiter.execution.parallel.config.executor-service", "WORKER_THREAD_POOL")
                    .selectors(Stream.of(classes).map(type -> selectClass(type)).toArray(ClassSelector[]::new))
                    .execute();
            return new Jupiter(results, printed.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    /** So many tests ran, and nothing failed: no test, no class. */
    void passed(int tests) {
        failures().forEach(failure -> {
            throw new AssertionError("a test of the case failed", failure);
        });
        results.testEvents()
                .assertStatistics(statistics ->
                        statistics.started(tests).succeeded(tests).failed(0).aborted(0));
    }

    /** What tests and classes failed with. */
    List<Throwable> failures() {
        return results.allEvents()
                .executions()
                .map(Execution::getTerminationInfo)
                .filter(end -> end.executed())
                .map(end -> end.getExecutionResult())
                .filter(end -> end.getStatus() == TestExecutionResult.Status.FAILED)
                .flatMap(end -> end.getThrowable().stream())
                .toList();
    }
}
