package dev.norelay.junit5;

import dev.norelay.Norelay;
import dev.norelay.conduct.Finding;
import dev.norelay.journal.JournalOverflowException;
import dev.norelay.scenario.Phase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a server saw, for whoever reads why a test failed. */
final class FailureReport {
    private static final String PREFIX = "norelay.";

    private FailureReport() {}

    /** Prints it once, and publishes it for tools. What the failure has in its own words, as a verdict does, is not repeated. */
    static void tell(ExtensionContext context, Norelay server) {
        Map<String, String> report = of(server);
        StringBuilder text = new StringBuilder("norelay: " + name(context) + " failed; scenario "
                + report.get(PREFIX + "scenario") + ", phase " + report.get(PREFIX + "phase"));
        List<String> more = new ArrayList<>(List.of(PREFIX + "near-misses", PREFIX + "hint"));
        String transcript = report.getOrDefault(PREFIX + "transcript", "");
        if (context.getExecutionException()
                .filter(thrown -> tells(thrown, transcript))
                .isPresent()) {
            text.append("; its dialogue stands in the failure\n");
        } else {
            text.append(", saw:\n").append(transcript);
            text.append("diagnosis: ").append(report.get(PREFIX + "diagnosis")).append('\n');
            more.add(0, PREFIX + "findings");
        }
        for (String key : more) {
            if (report.containsKey(key)) {
                text.append(report.get(key)).append('\n');
            }
        }
        // Standard output is what every test runner keeps with the test; in one piece, since others print as well.
        System.out.print(text.append('\n'));
        context.publishReportEntry(report);
    }

    private static boolean tells(Throwable thrown, String transcript) {
        return thrown.getMessage() != null && thrown.getMessage().contains(transcript);
    }

    private static Map<String, String> of(Norelay server) {
        Map<String, String> report = new LinkedHashMap<>();
        report.put(PREFIX + "scenario", server.scenario().name());
        report.put(PREFIX + "phase", server.phase());
        String transcript = server.journal().transcript();
        report.put(PREFIX + "transcript", transcript.isEmpty() ? "nobody connected\n" : transcript);
        report.put(PREFIX + "diagnosis", server.diagnosis().toString());
        List<String> misses = server.nearMisses();
        if (!misses.isEmpty()) {
            report.put(PREFIX + "near-misses", String.join("\n", misses));
        }
        try {
            addWhatWasCounted(server, report);
        } catch (JournalOverflowException dropped) {
            report.put(PREFIX + "findings", "no findings: " + dropped.getMessage());
        }
        return report;
    }

    private static void addWhatWasCounted(Norelay server, Map<String, String> report) {
        String findings =
                server.findings().stream().map(Finding::inShort).distinct().collect(Collectors.joining("\n"));
        if (!findings.isEmpty()) {
            report.put(PREFIX + "findings", findings);
        }
        if (remedyWasForgotten(server)) {
            report.put(
                    PREFIX + "hint",
                    "hint: the remedy was never done; server.fix() does it, and returns the settings that work then");
        }
    }

    /** Somebody tried again, and nothing had changed. */
    private static boolean remedyWasForgotten(Norelay server) {
        return server.phase().equals(Phase.BROKEN)
                && !server.scenario().steps().isEmpty()
                && server.journal().sessions().size() > 1
                && server.messages().isEmpty();
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
