package dev.norelay.bench;

import dev.norelay.bench.peer.Peer;
import dev.norelay.bench.peer.Peers;
import dev.norelay.bench.report.Report;
import dev.norelay.bench.row.Course;
import dev.norelay.bench.row.Finding;
import dev.norelay.bench.row.Row;
import dev.norelay.bench.row.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Measures norelay and its peers in one run, from the root of the repository. Set by the environment: {@code QUICK=1};
 * {@code ROWS} and {@code PEERS}, names with blanks between them; {@code PROFILE=1}. A run of everything goes to {@code
 * docs}, any other to {@code server/bench/target/report}: one in a hurry, which has time for some peers only and warms
 * none well, one of some rows or peers, and one with profiles, which cost the servers time: flame graphs in {@code
 * bench/profile}. A goal that is missed is a figure, not a failure.
 */
public final class Bench {
    private Bench() {}

    public static void main(String[] args) throws IOException {
        List<Peer> peers = chosen("PEERS").stream().map(Peers::named).toList();
        List<String> names = chosen("ROWS");
        boolean quick = isSet("QUICK");
        boolean profiled = isSet("PROFILE");
        boolean whole = peers.isEmpty() && names.isEmpty() && !quick;
        Path folder = whole && !profiled ? Path.of("docs") : Path.of("server", "bench", "target", "report");
        Course course = new Course(
                quick,
                !peers.isEmpty() ? peers : quick ? Peers.FEW : Peers.ALL,
                profiled ? Files.createDirectories(folder.resolve("bench").resolve("profile")) : null);

        Report report = new Report(course);
        List<Finding> findings = new ArrayList<>();
        IllegalStateException failed = new IllegalStateException("not all rows could be measured");
        for (Row row : Rows.named(names)) {
            if (!row.sharesServers()) {
                course.closeShared();
            }
            course.say(row.name() + ": " + row.title());
            Finding finding = new Finding(row);
            long begun = System.nanoTime();
            try {
                row.measure(course, finding);
                findings.add(finding);
                course.summarise(finding);
            } catch (RuntimeException e) { // the other rows are worth having
                failed.addSuppressed(new IllegalStateException(row.name(), e));
            }
            course.say("  " + row.name() + " took "
                    + Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s");
        }
        course.closeShared();
        report.write(folder, findings);
        long missed = findings.stream()
                .flatMap(finding -> finding.goals().stream())
                .filter(goal -> goal.measured() != null && !goal.met())
                .count();
        course.say(missed == 0 ? "No goal is missed." : "Goals that are missed: " + missed + "; see above.");
        if (quick) {
            course.say("In a hurry nothing is warm: a goal that is missed here may be met in a whole run.");
        }
        course.say("Written: " + folder.resolve("benchmarks.md"));
        if (failed.getSuppressed().length > 0) {
            throw failed;
        }
    }

    private static boolean isSet(String variable) {
        return "1".equals(System.getenv(variable));
    }

    private static List<String> chosen(String variable) {
        String value = Objects.requireNonNullElse(System.getenv(variable), "").strip();
        return value.isEmpty() ? List.of() : Arrays.asList(value.split("[ ,]+", -1));
    }
}
