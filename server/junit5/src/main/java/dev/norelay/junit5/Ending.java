package dev.norelay.junit5;

import dev.norelay.Norelay;
import dev.norelay.conduct.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** The end of a test: what the server saw is told if it failed; where it is strict, it may fail now. */
final class Ending {
    private Ending() {}

    /**
     * Tells if the test failed; one that was aborted by an assumption did not.
     *
     * @throws AssertionError if it passed, is strict, and left rules of its scenario unused, or its client broke a rule
     *     of the RFCs that says must
     */
    static void of(ExtensionContext context, Norelay server, boolean strict) {
        Optional<Throwable> thrown = context.getExecutionException();
        boolean judged = strict && thrown.isEmpty();
        List<String> unused = judged ? server.nearMisses() : List.of();
        List<Finding> breaches =
                judged ? server.findings().stream().filter(Finding::isBreach).toList() : List.of();
        boolean failed =
                thrown.filter(each -> !(each instanceof TestAbortedException)).isPresent();
        if (failed || !unused.isEmpty() || !breaches.isEmpty()) {
            FailureReport.tell(context, server);
        }
        List<String> wrong = new ArrayList<>();
        if (!unused.isEmpty()) {
            wrong.add("strict: the test passed, but did not meet what its scenario "
                    + server.scenario().name() + " is for:\n" + String.join("\n", unused));
        }
        if (!breaches.isEmpty()) {
            wrong.add("strict: the test passed, but the client did not do its duty:\n"
                    + breaches.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(String.join("\n", wrong));
        }
    }
}
