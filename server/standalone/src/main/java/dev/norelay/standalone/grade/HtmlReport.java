package dev.norelay.standalone.grade;

import dev.norelay.conduct.Surfaced;
import dev.norelay.smtp.Ids;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One page for people: nothing of it comes from elsewhere, and all that was said is escaped by the template engine. */
final class HtmlReport {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private HtmlReport() {}

    static String of(Grades grades) {
        return Template.PAGE.filled(root(grades));
    }

    private static Map<String, Object> root(Grades grades) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("command", String.join(" ", grades.command()));
        root.put("dialect", grades.dialect());
        root.put("required", grades.required().sentence());
        root.put("began", TIME.format(grades.began()));
        root.put("took", seconds(grades.took().toMillis()));
        root.put("met", grades.areMet());
        root.put("total", grades.stories().size());
        root.put("failed", grades.count(Graded.Status.FAILED));
        List<Map<String, Object>> counts = new ArrayList<>();
        for (Graded.Status status : Graded.Status.values()) {
            if (grades.count(status) > 0) {
                counts.add(Map.of("status", Ids.of(status), "words", status.words(), "count", grades.count(status)));
            }
        }
        root.put("counts", counts);
        root.put("levels", levels(grades));
        root.put("stories", worstFirst(grades));
        return root;
    }

    /** What a person has to look at stands above what is well. */
    private static List<Map<String, Object>> worstFirst(Grades grades) {
        List<Graded.Status> order =
                List.of(Graded.Status.FAILED, Graded.Status.NOT_JUDGED, Graded.Status.ACCEPTED, Graded.Status.PASSED);
        return grades.stories().stream()
                .sorted(Comparator.comparing(graded -> order.indexOf(graded.status())))
                .map(HtmlReport::story)
                .toList();
    }

    private static List<Map<String, Object>> levels(Grades grades) {
        long judged =
                grades.levels().values().stream().mapToLong(Long::longValue).sum();
        List<Map<String, Object>> levels = new ArrayList<>();
        grades.levels().forEach((level, count) -> {
            if (count > 0) {
                levels.add(Map.of(
                        "id", level.id(),
                        "words", words(level),
                        "sentence", level.sentence(),
                        "count", count,
                        "percent", String.format(Locale.ROOT, "%.1f", 100.0 * count / Math.max(1, judged))));
            }
        });
        return levels;
    }

    private static Map<String, Object> story(Graded graded) {
        Map<String, Object> story = new LinkedHashMap<>();
        story.put("name", graded.story().name());
        story.put("title", graded.story().title());
        story.put("family", JsonReport.family(graded));
        story.put("status", Ids.of(graded.status()));
        story.put("statusWords", graded.status().words());
        story.put("open", graded.status() == Graded.Status.FAILED);
        story.put("level", graded.isJudged() ? graded.surfaced().id() : "none");
        story.put("told", graded.told());
        story.put("outcome", graded.outcome());
        story.put("reason", graded.reason());
        story.put("cause", graded.story().cause().strip());
        story.put("remedy", graded.story().remedy().strip());
        story.put("complaints", graded.complaints());
        story.put("findings", graded.findings());
        story.put(
                "goodClient",
                graded.verdict() == null ? List.of() : graded.verdict().goodClient());
        story.put("diagnosis", graded.verdict() == null ? "" : diagnosis(graded));
        story.put("runs", graded.runs().stream().map(run -> run(graded, run)).toList());
        return story;
    }

    private static String diagnosis(Graded graded) {
        return graded.verdict() == null ? "" : graded.verdict().diagnosis().explanation();
    }

    private static Map<String, Object> run(Graded graded, Run run) {
        Surfaced level = JsonReport.surfaced(graded, run);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("phase", phase(run));
        shown.put("settings", run.settings());
        shown.put("command", String.join(" ", run.command()));
        shown.put("output", run.ran().output());
        shown.put("ended", run.ran().how());
        shown.put("sent", run.ran().saysSent());
        shown.put("level", level.id());
        shown.put("levelWords", level == Surfaced.NOTHING ? "" : "it " + level.sentence());
        shown.put("dialogue", run.dialogue());
        shown.put("took", seconds(run.ran().took().toMillis()));
        return shown;
    }

    private static String phase(Run run) {
        return switch (run.phase()) {
            case "broken" -> "With the wrong settings";
            case "fixed" -> "With the remedy done";
            default -> "In phase " + run.phase();
        };
    }

    private static String words(Surfaced level) {
        return level == Surfaced.NOTHING ? "nothing to tell" : level.id();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
