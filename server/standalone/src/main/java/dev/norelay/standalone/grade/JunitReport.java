package dev.norelay.standalone.grade;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The grades as build servers read test results: a story is a test case. */
final class JunitReport {
    private JunitReport() {}

    static String of(Grades grades) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("tests", grades.stories().size());
        root.put("failures", grades.count(Graded.Status.FAILED));
        root.put("skipped", grades.count(Graded.Status.NOT_JUDGED));
        root.put("time", seconds(grades.took().toMillis()));
        root.put("timestamp", grades.began().toString());
        root.put("stories", grades.stories().stream().map(JunitReport::story).toList());
        return Template.JUNIT.filled(root);
    }

    private static Map<String, Object> story(Graded graded) {
        boolean failed = graded.status() == Graded.Status.FAILED;
        String family = JsonReport.family(graded);
        Map<String, Object> story = new LinkedHashMap<>();
        story.put("family", family.isEmpty() ? "own" : family);
        story.put("name", legal(graded.story().name()));
        story.put("time", seconds(graded.took().toMillis()));
        story.put("skipped", graded.status() == Graded.Status.NOT_JUDGED);
        story.put("reason", legal(graded.reason()));
        story.put("failed", failed);
        story.put("message", legal(complaints(graded, "; ")));
        story.put("type", failed ? legal(graded.complaints().get(0).id()) : "");
        story.put("failure", legal(complaints(graded, "\n") + "\n\n" + graded.verdict()));
        story.put("output", legal(runs(graded)));
        return story;
    }

    private static String complaints(Graded graded, String between) {
        return graded.complaints().stream()
                .filter(complaint -> !complaint.accepted())
                .map(Graded.Judged::sentence)
                .collect(Collectors.joining(between));
    }

    private static String runs(Graded graded) {
        return graded.runs().stream()
                .map(run -> "-- " + run.phase() + ": " + String.join(" ", run.command()) + "\n"
                        + run.ran().output() + "\n-- " + run.ran().how() + "\n" + run.dialogue() + "\n")
                .collect(Collectors.joining("\n"));
    }

    /** Some characters no XML document may have, not even escaped (XML 1.0 §2.2). */
    private static String legal(String text) {
        StringBuilder legal = new StringBuilder(text.length());
        text.codePoints().map(point -> isLegal(point) ? point : 0xFFFD).forEach(legal::appendCodePoint);
        return legal.toString();
    }

    private static boolean isLegal(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
    }
}
