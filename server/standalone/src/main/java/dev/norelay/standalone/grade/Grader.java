package dev.norelay.standalone.grade;

import dev.norelay.Norelay;
import dev.norelay.conduct.Attempt;
import dev.norelay.conduct.Complaint;
import dev.norelay.conduct.Surfaced;
import dev.norelay.conduct.Verdict;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Durations;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Scenario;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Plays stories with a person's command and judges what it does. Immutable; stories may be graded on several threads.
 *
 * @param command that sends one mail and ends
 * @param limit after which a run is ended
 * @param required how well it must tell of a failure
 * @param baseline what is accepted
 * @param clock for the date of the mails
 */
record Grader(CommandTemplate command, Duration limit, Surfaced required, Baseline baseline, Clock clock) {
    /** Who gives up before the least of the minimum time-outs of RFC 5321 §4.5.3.2 is too early to be judged by. */
    static final Duration LEAST_PATIENCE = Duration.ofMinutes(2);

    static final String NO_TOKEN = "the story signs in with a token, and the command has no {token}";

    /**
     * Plays one story, on a server of its own. Blocks, and may be interrupted: then it ends what it has started.
     *
     * @throws UncheckedIOException if the program cannot be started, or there is no room for a mail
     */
    Graded grade(Scenario story) {
        return cannotSignIn(story, command)
                ? Graded.notJudged(story, NO_TOKEN, null, List.of(), Duration.ZERO)
                : onceMore(this::play, story);
    }

    /** Whether the story is about a token, which the command does not ask for. */
    static boolean cannotSignIn(Scenario story, CommandTemplate command) {
        return story.broken().client().token() != null && command.asksFor("password") && !command.asksFor("token");
    }

    /** Where a remedy opens a port again that was closed, another program may have come first. */
    static Graded onceMore(Function<Scenario, Graded> play, Scenario story) {
        try {
            return play.apply(story);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof BindException) {
                return play.apply(story);
            }
            throw e;
        }
    }

    private Graded play(Scenario story) {
        long began = System.nanoTime();
        try (Scratch scratch = Scratch.create();
                Norelay server =
                        Norelay.builder().scenario(story).clock(clock).seed(1).start()) {
            Letter letter = new Letter(scratch.directory(), story.name(), ZonedDateTime.now(clock));
            Trial trial = new Trial(server, command, letter, limit);
            Verdict verdict = server.play(trial::send).requiring(required);
            return judge(story, verdict, trial.runs(), Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private Graded judge(Scenario story, Verdict verdict, List<Run> runs, Duration took) {
        boolean stuck =
                runs.stream().anyMatch(run -> !run.ran().ended() && !run.phase().equals(Phase.FIXED));
        if (stuck && story.keepsWaiting() && limit.compareTo(LEAST_PATIENCE) < 0) {
            String reason = "it was still waiting after " + Durations.written(limit)
                    + ", as it may where a server does not answer;"
                    + " give it a time-out of its own, or raise --time-limit to 2m or more";
            return Graded.notJudged(story, reason, verdict, runs, took);
        }
        if (isSplitting(story)
                && verdict.complaints().stream().anyMatch(each -> each.id().equals(Complaint.STILL_FAILS))) {
            String reason =
                    "the remedy is to send to fewer people at a time, which nobody can tell a command that sends once";
            return Graded.notJudged(story, reason, verdict, runs, took);
        }
        List<Complaint> complaints = new ArrayList<>(verdict.complaints());
        Surfaced worst = Surfaced.NOTHING;
        for (int number = 0; number < runs.size(); number++) {
            Run run = runs.get(number);
            Attempt attempt = verdict.attempts().get(number);
            Surfaced level = attempt.surfaced();
            if (!run.ran().ended()) {
                complaints.add(new Complaint(
                        Graded.HANGS,
                        "in phase " + run.phase() + " it did not end within " + Durations.written(limit)));
            } else if (run.ran().saysSent() && attempt.failed()) {
                complaints.add(new Complaint(
                        Graded.EXIT_CODE_ZERO,
                        "in phase " + run.phase() + " its exit code was 0, which tells every script that the mail was"
                                + " sent; only its output tells of a failure"));
                level = least(level, Surfaced.GENERAL);
            }
            worst = least(worst, level);
        }
        return Graded.judged(verdict, story, worst, complaints, baseline, runs, took);
    }

    /** Whether the same settings and the same recipients would do, if only they were fewer at a time. */
    private static boolean isSplitting(Scenario story) {
        Phase before = story.broken();
        Phase after = story.fixed();
        return story.diagnosis().contains(Cause.LIMIT)
                && after.mail().to().size() > 1
                && after.mail().equals(before.mail())
                && after.client().equals(before.client())
                && after.server().equals(before.server());
    }

    static Surfaced least(Surfaced one, Surfaced other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
