package dev.norelay.standalone.grade;

import dev.norelay.conduct.Complaint;
import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Surfaced;
import dev.norelay.conduct.Verdict;
import dev.norelay.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a program in one story.
 *
 * @param story that was played
 * @param status whether that is good enough
 * @param surfaced how well it told of its failures: the worst of them
 * @param complaints about it
 * @param reason why it is not judged; empty where it is
 * @param verdict null where nothing was run
 * @param runs of the command, in order
 * @param took how long it all took
 */
public record Graded(
        Scenario story,
        Status status,
        Surfaced surfaced,
        List<Judged> complaints,
        String reason,
        @Nullable Verdict verdict,
        List<Run> runs,
        Duration took) {
    /** A complaint: it did not end although nothing kept it waiting. */
    static final String HANGS = "hangs";
    /** A complaint: its output tells of a failure, its exit code of success. */
    static final String EXIT_CODE_ZERO = "exit-code-zero";

    /** Whether a grade is good enough. */
    public enum Status {
        PASSED("ok"),
        FAILED("failed"),
        /** All that could be complained of stands in the baseline. */
        ACCEPTED("accepted"),
        NOT_JUDGED("not judged");

        private final String words;

        Status(String words) {
            this.words = words;
        }

        /** For tables. */
        public String words() {
            return words;
        }
    }

    /**
     * A complaint, and whether the baseline accepts it.
     *
     * @param id of the complaint
     * @param sentence for a person
     * @param accepted whether it is known and accepted
     */
    public record Judged(String id, String sentence, boolean accepted) {}

    public Graded {
        complaints = List.copyOf(complaints);
        runs = List.copyOf(runs);
    }

    /** What cannot be judged, and why. */
    static Graded notJudged(Scenario story, String reason, @Nullable Verdict verdict, List<Run> runs, Duration took) {
        return new Graded(story, Status.NOT_JUDGED, Surfaced.NOTHING, List.of(), reason, verdict, runs, took);
    }

    /** What was judged. */
    static Graded judged(
            Verdict verdict,
            Scenario story,
            Surfaced surfaced,
            List<Complaint> complaints,
            Baseline baseline,
            List<Run> runs,
            Duration took) {
        List<Judged> judged = complaints.stream()
                .map(complaint -> new Judged(
                        complaint.id(), complaint.sentence(), baseline.accepts(story.name(), complaint.id())))
                .distinct()
                .toList();
        Status status = judged.isEmpty()
                ? Status.PASSED
                : judged.stream().allMatch(Judged::accepted) ? Status.ACCEPTED : Status.FAILED;
        return new Graded(story, status, surfaced, judged, "", verdict, runs, took);
    }

    public boolean isJudged() {
        return status != Status.NOT_JUDGED;
    }

    /** Whether that line of the baseline was needed here. */
    boolean isAbout(Baseline.Accepted entry) {
        return complaints.stream().anyMatch(each -> entry.is(story.name(), each.id()));
    }

    /** In what it did not do its duty towards the server. */
    public List<Finding> findings() {
        return Optional.ofNullable(verdict).map(Verdict::findings).orElse(List.of());
    }

    /** The level of its telling, or that there is none. */
    public String told() {
        return !isJudged() ? "-" : surfaced == Surfaced.NOTHING ? "nothing to tell" : surfaced.id();
    }

    /** What became of the mail in the end, in a word or two. */
    public String outcome() {
        if (!isJudged() || verdict == null) {
            return "-";
        } else if (has(Complaint.STILL_FAILS)) {
            return "still fails";
        } else if (has(Complaint.DUPLICATE)) {
            return "delivered twice";
        } else if (has(Complaint.LOST)) {
            return "lost";
        }
        int wanted = story.fixed().mail().count();
        boolean all = verdict.copies().values().stream().allMatch(copies -> copies >= wanted);
        return all ? "delivered" : "not sent again";
    }

    private boolean has(String id) {
        return complaints.stream().anyMatch(complaint -> complaint.id().equals(id));
    }
}
