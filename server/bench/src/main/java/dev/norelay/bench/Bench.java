package dev.norelay.bench;

import dev.norelay.bench.peer.Peer;
import dev.norelay.bench.peer.Peers;
import dev.norelay.bench.row.Course;
import dev.norelay.bench.row.Figures;
import dev.norelay.bench.row.Finding;
import dev.norelay.bench.row.Row;
import dev.norelay.bench.row.Throughput;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Measures norelay and its peers in one run. Set by the environment: {@code QUICK=1}, {@code ROWS} and {@code PEERS}
 * (names, with blanks between them). A goal that is missed is a figure, not a failure.
 */
public final class Bench {
    private static final List<Row> ROWS =
            List.of(Throughput.reconnecting(), Throughput.persistent(), Throughput.oneSession());

    private Bench() {}

    public static void main(String[] args) {
        List<Peer> peers = chosen("PEERS").stream().map(Peers::named).toList();
        Course course = new Course("1".equals(System.getenv("QUICK")), peers.isEmpty() ? Peers.ALL : peers);
        for (Row row : rows(chosen("ROWS"))) {
            course.say(row.name() + ": " + row.title());
            Finding finding = new Finding(row.title());
            row.measure(course, finding);
            summarise(course, finding);
        }
    }

    private static List<String> chosen(String variable) {
        String value = Objects.requireNonNullElse(System.getenv(variable), "").strip();
        return value.isEmpty() ? List.of() : Arrays.asList(value.split("[ ,]+", -1));
    }

    private static List<Row> rows(List<String> names) {
        List<String> known = ROWS.stream().map(Row::name).toList();
        if (!known.containsAll(names)) {
            throw new IllegalArgumentException("ROWS: there are " + known + ", not all of " + names);
        }
        return ROWS.stream()
                .filter(row -> names.isEmpty() || names.contains(row.name()))
                .toList();
    }

    private static void summarise(Course course, Finding finding) {
        for (Finding.Measure measure : finding.measures()) {
            course.say(measure.name() + ", " + measure.unit());
            finding.figures(measure).forEach((peer, figures) -> course.say("  " + peer + " " + words(figures)));
        }
        for (Finding.Goal goal : finding.goals()) {
            Figures measured = goal.measured();
            course.say((goal.met() ? "met: " : "MISSED: ") + goal.text() + ": "
                    + (measured == null ? "a peer is left out" : words(measured)));
        }
    }

    private static String words(Figures figures) {
        return String.format(Locale.ROOT, "%.4g (%.4g to %.4g)", figures.median(), figures.min(), figures.max());
    }
}
