package dev.norelay.bench.row;

import dev.norelay.bench.peer.JvmPeer;
import dev.norelay.bench.peer.ServerProcess;
import dev.norelay.bench.peer.SuiteProcess;
import dev.norelay.bench.row.Finding.Measure;

/** What a server of its own adds to a JUnit test. */
final class TestSuite implements Row {
    private static final Measure EACH = new Measure("a test", "ms");
    private static final Measure ADDED = new Measure("added by a server of its own", "ms");

    @Override
    public String name() {
        return "suite";
    }

    @Override
    public String title() {
        return "a JUnit test, warm JVM";
    }

    @Override
    public void measure(Course course, Finding finding) {
        course.each(peer -> peer.name().equals("norelay"), peer -> {
            suites(course, finding);
            return peer;
        });
        finding.note("Suites of 500 tests, one after the other; a test with a server plays relay-denied with its four"
                + " listeners and takes the settings. An uncounted turn of both comes first.");
        finding.atMost(2, ADDED);
    }

    private static void suites(Course course, Finding finding) {
        try (ServerProcess suites = course.start(JvmPeer.java(JvmPeer.FLAGS, SuiteProcess.class))) {
            for (int warm = 0; warm < course.either(1, 4); warm++) {
                suites.ask("empty");
                suites.ask("server");
            }
            for (int round = 0; round < course.rounds(); round++) {
                double empty = Double.parseDouble(suites.ask("empty"));
                double server = Double.parseDouble(suites.ask("server"));
                finding.add(EACH, "with nothing in it", empty);
                finding.add(EACH, "with a server of its own", server);
                finding.add(ADDED, "norelay", server - empty);
            }
        }
    }
}
