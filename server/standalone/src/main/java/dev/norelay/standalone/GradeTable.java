package dev.norelay.standalone;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Surfaced;
import dev.norelay.scenario.Scenario;
import dev.norelay.standalone.grade.Graded;
import dev.norelay.standalone.grade.Grades;
import dev.norelay.standalone.grade.Grading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The table of {@code norelay grade}: it grows while stories are played; on a terminal its last line tells what goes on. */
final class GradeTable implements Grading.Progress {
    private static final int TOLD = 17;
    private static final int OUTCOME = 17;
    private static final int UNFOLDED = 110;

    private final Output output;
    private final Paint paint;
    private final int width;
    private final int total;
    private final int nameWidth;
    private final Set<String> playing = new TreeSet<>();
    private int done;

    /**
     * Prints the head.
     *
     * @param width of the terminal; 0 where there is none
     */
    GradeTable(Output output, Paint paint, int width, List<Scenario> stories) {
        this.output = output;
        this.paint = paint;
        this.width = width;
        this.total = stories.size();
        this.nameWidth = Math.max(
                "SCENARIO".length(),
                stories.stream().mapToInt(story -> story.name().length()).max().orElse(0));
        output.print(paint.bold(row("SCENARIO", "SURFACED", "IN THE END", "RESULT")) + System.lineSeparator());
    }

    private String row(String name, String told, String outcome, String result) {
        String form = "%-" + nameWidth + "s  %-" + TOLD + "s%-" + OUTCOME + "s%s";
        return String.format(Locale.ROOT, form, name, told, outcome, result);
    }

    @Override
    public synchronized void began(Scenario story) {
        playing.add(story.name());
        status();
    }

    @Override
    public synchronized void done(Graded graded) {
        done++;
        playing.remove(graded.story().name());
        StringBuilder text = new StringBuilder(erased());
        text.append(row(graded.story().name(), graded.told(), graded.outcome(), result(graded)))
                .append(System.lineSeparator());
        for (String line : remarks(graded)) {
            Folded folded = new Folded(width > 0 ? Math.min(width, UNFOLDED) : Integer.MAX_VALUE);
            folded.line("    ", shown(line));
            text.append(folded);
        }
        output.print(text.toString());
        status();
    }

    private String result(Graded graded) {
        String words = graded.status().words();
        return switch (graded.status()) {
            case PASSED -> paint.good(words) + found(graded);
            case FAILED -> paint.bad(words) + found(graded);
            case ACCEPTED, NOT_JUDGED -> paint.faint(words) + found(graded);
        };
    }

    /** What is no complaint and worth knowing. */
    private String found(Graded graded) {
        List<String> ids = graded.findings().stream()
                .filter(finding -> !finding.isBreach())
                .map(Finding::id)
                .distinct()
                .toList();
        return ids.isEmpty() ? "" : paint.faint("  (" + String.join(", ", ids) + ")");
    }

    private static List<String> remarks(Graded graded) {
        List<String> remarks = new ArrayList<>();
        if (!graded.isJudged()) {
            remarks.add(graded.reason());
        }
        graded.complaints().stream()
                .filter(complaint -> !complaint.accepted())
                .map(complaint -> complaint.id() + ": " + firstLine(complaint.sentence()))
                .forEach(remarks::add);
        return remarks;
    }

    /** A transcript may be in it; the report has it whole. */
    private static String firstLine(String sentence) {
        String first = sentence.lines().findFirst().orElse("");
        return first.equals(sentence) ? sentence : first + " …";
    }

    /** Clients print what they like, and a terminal obeys control characters. */
    private static String shown(String text) {
        return text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }

    private void status() {
        if (width > 0 && done < total) {
            String line =
                    String.format(Locale.ROOT, "%d of %d; playing %s", done + 1, total, String.join(", ", playing));
            String cut = line.length() < width ? line : line.substring(0, Math.max(1, width - 2)) + "…";
            output.print("\r\u001b[K" + paint.faint(cut));
        }
    }

    private String erased() {
        return width > 0 ? "\r\u001b[K" : "";
    }

    /** The sum of it. */
    void end(Grades grades) {
        String counts = List.of(Graded.Status.values()).stream()
                .filter(status -> grades.count(status) > 0)
                .map(status -> grades.count(status) + " " + status.words())
                .collect(Collectors.joining(", "));
        String levels = grades.levels().entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .map(each -> each.getValue() + " "
                        + (each.getKey() == Surfaced.NOTHING
                                ? "with nothing to tell"
                                : each.getKey().id()))
                .collect(Collectors.joining(", "));
        String sum = total + (total == 1 ? " story" : " stories") + ": " + counts + ". Surfaced: " + levels + ".";
        output.print(erased()
                + System.lineSeparator()
                + (grades.areMet() ? paint.good(sum) : paint.bad(sum))
                + System.lineSeparator());
    }
}
