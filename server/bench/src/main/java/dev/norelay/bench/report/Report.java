package dev.norelay.bench.report;

import dev.norelay.bench.peer.Peer;
import dev.norelay.bench.row.Course;
import dev.norelay.bench.row.Figures;
import dev.norelay.bench.row.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What was found, as a page with charts and as JSON. */
public final class Report {
    private final Course course;
    private final Map<String, String> machine = Machine.description();

    /** Notes the state of the machine as it is now: to be made when the run begins. */
    public Report(Course course) {
        this.course = course;
    }

    /** Writes {@code benchmarks.md}, {@code bench.json} and {@code bench/*.svg} into a folder. */
    public void write(Path folder, List<Finding> findings) throws IOException {
        Path charts = Files.createDirectories(folder.resolve("bench"));
        Page page = new Page();
        page.heading(course.isQuick(), LocalDate.now(ZoneOffset.UTC));
        page.machine(machine);
        page.peers(course.peers(), course.leftOut());
        page.goals(findings);
        for (Finding finding : findings) {
            page.row(finding, Charts.draw(finding, charts));
        }
        Files.writeString(folder.resolve("benchmarks.md"), page.text());
        Files.write(folder.resolve("bench.json"), json(findings));
    }

    private byte[] json(List<Finding> findings) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("quick", course.isQuick());
        all.put("machine", machine);
        Map<String, String> versions = new LinkedHashMap<>();
        for (Peer peer : course.peers()) {
            versions.put(peer.name(), peer.version());
        }
        all.put("peers", versions);
        all.put("leftOut", course.leftOut());
        all.put("rows", findings.stream().flatMap(Report::goals).toList());
        all.put("figures", findings.stream().flatMap(Report::figures).toList());
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsBytes(all);
    }

    private record GoalJson(
            String name,
            String goal,
            @Nullable Double measured,
            boolean met,
            @Nullable List<Double> rounds) {}

    private static Stream<GoalJson> goals(Finding finding) {
        return finding.goals().stream().map(goal -> {
            Figures measured = goal.measured();
            return new GoalJson(
                    finding.row(),
                    goal.text(),
                    measured == null ? null : measured.median(),
                    goal.met(),
                    measured == null ? null : measured.values());
        });
    }

    private record FigureJson(
            String row,
            String measure,
            String unit,
            String peer,
            double median,
            double min,
            double max,
            List<Double> rounds) {}

    private static Stream<FigureJson> figures(Finding finding) {
        return finding.measures().stream()
                .flatMap(measure -> finding.figures(measure).entrySet().stream()
                        .map(figures -> new FigureJson(
                                finding.row(),
                                measure.name(),
                                measure.unit(),
                                figures.getKey(),
                                figures.getValue().median(),
                                figures.getValue().min(),
                                figures.getValue().max(),
                                figures.getValue().values())));
    }
}
