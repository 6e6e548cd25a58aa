package dev.norelay.junit5;

import dev.norelay.Norelay;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** The end of a test: what the server saw is told if it failed; where it is strict, it may fail now. */
final class Ending {
    private Ending() {}

    /**
     * Tells if the test failed; one that was aborted by an assumption did not.
     *
     * @throws AssertionError if it passed, is strict, and left rules of its scenario unused
     */
    static void of(ExtensionContext context, Norelay server, boolean strict) {
        Optional<Throwable> thrown = context.getExecutionException();
        List<String> unused = strict && thrown.isEmpty() ? server.nearMisses() : List.of();
        boolean failed =
                thrown.filter(each -> !(each instanceof TestAbortedException)).isPresent();
        if (failed || !unused.isEmpty()) {
            FailureReport.tell(context, server);
        }
        if (!unused.isEmpty()) {
            throw new AssertionError("strict: the test passed, but did not meet what its scenario "
                    + server.scenario().name() + " is for:\n" + String.join("\n", unused));
        }
    }
}
