package dev.norelay.standalone.grade;

import dev.norelay.conduct.Surfaced;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a program in all stories that were asked for.
 *
 * @param command as the person gave it, with its placeholders
 * @param dialect in which the stories were played; empty for their own
 * @param required the level that was asked for
 * @param began when
 * @param took how long it all took
 * @param stories in order
 */
public record Grades(
        List<String> command, String dialect, Surfaced required, Instant began, Duration took, List<Graded> stories) {
    public Grades {
        command = List.copyOf(command);
        stories = List.copyOf(stories);
    }

    /** Whether the grade is met everywhere where there is one. */
    public boolean areMet() {
        return count(Graded.Status.FAILED) == 0;
    }

    public long count(Graded.Status status) {
        return stories.stream().filter(each -> each.status() == status).count();
    }

    /** How many stories it told how well, the worst first; levels that did not come up are there too. */
    public Map<Surfaced, Long> levels() {
        Map<Surfaced, Long> levels = new LinkedHashMap<>();
        for (Surfaced level : Surfaced.values()) {
            levels.put(
                    level,
                    stories.stream()
                            .filter(each -> each.isJudged() && each.surfaced() == level)
                            .count());
        }
        return levels;
    }

    /** Lines for a baseline that accepts what was complained of. */
    String baseline() {
        StringBuilder lines = new StringBuilder("# Accepted by norelay grade --baseline: SCENARIO COMPLAINT  # why\n");
        stories.forEach(each -> each.complaints().stream()
                .map(Graded.Judged::id)
                .distinct()
                .forEach(id ->
                        lines.append(each.story().name()).append(' ').append(id).append('\n')));
        return lines.toString();
    }
}
