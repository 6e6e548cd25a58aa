package dev.norelay.bench.peer;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.norelay.Norelay;
import dev.norelay.junit5.WithScenario;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * The main class of a process that runs test suites. To the lines {@code empty} and {@code server} it answers with the
 * milliseconds that JUnit takes for one test of the suite, on average.
 */
public final class SuiteProcess {
    private static final int TESTS = 500;

    private SuiteProcess() {}

    /** Tests with nothing in them. */
    static class Empty {
        @RepeatedTest(TESTS)
        void doesNothing() {}
    }

    /** Tests with a server of their own. */
    static class WithServer {
        @RepeatedTest(TESTS)
        @WithScenario("relay-denied")
        void hasAServer(Norelay server) {
            server.settings();
        }
    }

    public static void main(String[] args) throws IOException {
        System.out.println(ProcessHandle.current().pid() + " 0");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            System.out.println(millis(order.equals("empty") ? Empty.class : WithServer.class));
        }
    }

    private static double millis(Class<?> suite) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(suite))
                .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        long begun = System.nanoTime();
        LauncherFactory.create().execute(request, summary);
        double millis = (System.nanoTime() - begun) / 1e6 / TESTS;
        if (summary.getSummary().getTestsSucceededCount() != TESTS) {
            throw new IllegalStateException(
                    "tests failed: " + summary.getSummary().getFailures());
        }
        return millis;
    }
}
