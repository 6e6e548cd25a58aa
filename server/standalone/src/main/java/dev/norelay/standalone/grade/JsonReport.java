package dev.norelay.standalone.grade;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Surfaced;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.smtp.Ids;
import dev.norelay.standalone.story.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All of it for programs; {@code docs/grade.md} tells the keys. */
final class JsonReport {
    private JsonReport() {}

    static String of(Grades grades) {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        root.put("command", grades.command());
        root.put("dialect", grades.dialect().isEmpty() ? null : grades.dialect());
        root.put("required", grades.required().id());
        root.put("began", grades.began().toString());
        root.put("millis", grades.took().toMillis());
        root.put("met", grades.areMet());
        Map<String, Object> counts = new LinkedHashMap<>();
        for (Graded.Status status : Graded.Status.values()) {
            counts.put(Ids.of(status), grades.count(status));
        }
        root.put("counts", counts);
        Map<String, Object> levels = new LinkedHashMap<>();
        grades.levels().forEach((level, count) -> levels.put(level.id(), count));
        root.put("levels", levels);
        root.put("scenarios", grades.stories().stream().map(JsonReport::story).toList());
        return Json.page(root) + "\n";
    }

    private static Map<String, @Nullable Object> story(Graded graded) {
        Map<String, @Nullable Object> story = new LinkedHashMap<>();
        story.put("name", graded.story().name());
        story.put("family", family(graded));
        story.put("title", graded.story().title());
        story.put("status", Ids.of(graded.status()));
        story.put("surfaced", graded.isJudged() ? graded.surfaced().id() : null);
        story.put("outcome", graded.outcome());
        story.put("reason", graded.reason().isEmpty() ? null : graded.reason());
        story.put("millis", graded.took().toMillis());
        story.put(
                "complaints",
                graded.complaints().stream().map(JsonReport::complaint).toList());
        story.put(
                "findings", graded.findings().stream().map(JsonReport::finding).toList());
        story.put(
                "goodClient",
                graded.verdict() == null ? List.of() : graded.verdict().goodClient());
        story.put("diagnosis", graded.verdict() == null ? null : diagnosis(graded));
        story.put(
                "copies", graded.verdict() == null ? Map.of() : graded.verdict().copies());
        story.put(
                "runs",
                graded.runs().stream()
                        .map(run -> run(run, surfaced(graded, run)))
                        .toList());
        return story;
    }

    private static Map<String, Object> complaint(Graded.Judged complaint) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", complaint.id());
        shown.put("sentence", complaint.sentence());
        shown.put("accepted", complaint.accepted());
        return shown;
    }

    /** Of a file of one's own it is empty. */
    static String family(Graded graded) {
        String name = graded.story().name();
        return Catalogue.names().contains(name) ? Catalogue.family(name) : "";
    }

    static Surfaced surfaced(Graded graded, Run run) {
        return graded.verdict() == null
                ? Surfaced.NOTHING
                : graded.verdict().attempts().get(graded.runs().indexOf(run)).surfaced();
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", finding.id());
        shown.put("severity", finding.severity().id());
        shown.put("sentence", finding.sentence());
        shown.put("source", finding.source());
        shown.put("goodClient", finding.goodClient());
        shown.put("evidence", finding.shown());
        return shown;
    }

    private static @Nullable Map<String, Object> diagnosis(Graded graded) {
        if (graded.verdict() == null) {
            return null;
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("cause", graded.verdict().diagnosis().cause().id());
        shown.put("sentence", graded.verdict().diagnosis().cause().sentence());
        shown.put("explanation", graded.verdict().diagnosis().explanation());
        shown.put("remedy", graded.verdict().diagnosis().remedy());
        return shown;
    }

    private static Map<String, @Nullable Object> run(Run run, Surfaced surfaced) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("phase", run.phase());
        shown.put("number", run.number());
        shown.put("settings", run.settings());
        shown.put("command", run.command());
        shown.put("ended", run.ran().ended());
        shown.put("exitCode", run.ran().ended() ? run.ran().exitCode() : null);
        shown.put("surfaced", surfaced.id());
        shown.put("output", run.ran().output());
        shown.put("dialogue", run.dialogue());
        shown.put("millis", run.ran().took().toMillis());
        return shown;
    }
}
