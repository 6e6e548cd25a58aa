package dev.norelay.junit5;

import dev.norelay.Norelay;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** What a server saw, for whoever reads why a test failed. */
final class FailureReport {
    private FailureReport() {}

    /** Prints if the test failed; one that was aborted by an assumption did not. */
    static void printIfFailed(ExtensionContext context, Norelay server) {
        boolean failed = context.getExecutionException()
                .filter(thrown -> !(thrown instanceof TestAbortedException))
                .isPresent();
        if (failed) {
            // Standard output is what every test runner keeps with the test; in one piece, since others print as well.
            System.out.print(of(context, server));
        }
    }

    private static String of(ExtensionContext context, Norelay server) {
        String transcript = server.journal().transcript();
        return "norelay: " + name(context) + " failed; scenario "
                + server.scenario().name() + ", phase "
                + server.phase() + ", saw:\n" + (transcript.isEmpty() ? "nobody connected\n" : transcript)
                + "diagnosis: " + server.diagnosis() + "\n"
                + server.nearMisses().stream().map(miss -> miss + "\n").collect(Collectors.joining()) + "\n";
    }

    /** As test runners write it, without the engine's own name: class, nested class, test, invocation. */
    private static String name(ExtensionContext context) {
        StringBuilder name = new StringBuilder(context.getDisplayName());
        Optional<ExtensionContext> around = context.getParent();
        while (around.isPresent() && around.get().getParent().isPresent()) {
            name.insert(0, around.get().getDisplayName() + " > ");
            around = around.get().getParent();
        }
        return name.toString();
    }
}
