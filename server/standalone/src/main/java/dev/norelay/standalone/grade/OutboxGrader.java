package dev.norelay.standalone.grade;

import dev.norelay.Norelay;
import dev.norelay.conduct.Attempt;
import dev.norelay.conduct.Complaint;
import dev.norelay.conduct.Surfaced;
import dev.norelay.conduct.Verdict;
import dev.norelay.scenario.Durations;
import dev.norelay.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * Plays stories with a program that runs on and keeps an outbox, and judges what it does. Immutable; stories may be graded on
 * several threads.
 *
 * @param command that starts it
 * @param limit after which nobody waits for it any more
 * @param required how well it must tell of a failure
 * @param baseline what is accepted
 * @param clock for the date of the mails
 */
record OutboxGrader(CommandTemplate command, Duration limit, Surfaced required, Baseline baseline, Clock clock) {
    /**
     * Plays one story, on a server of its own. Blocks, and may be interrupted: then it ends what it has started.
     *
     * @throws java.io.UncheckedIOException if there is no room for a mail, or no port
     */
    Graded grade(Scenario story) {
        if (Grader.cannotSignIn(story, command)) {
            return Graded.notJudged(story, Grader.NO_TOKEN, null, List.of(), Duration.ZERO);
        } else if (!story.fixed().mail().equals(story.broken().mail())) {
            String reason = "the remedy changes the mail itself, and an outbox is only handed other settings";
            return Graded.notJudged(story, reason, null, List.of(), Duration.ZERO);
        }
        return Grader.onceMore(this::play, story);
    }

    private Graded play(Scenario story) {
        long began = System.nanoTime();
        try (Scratch scratch = Scratch.create();
                Norelay server =
                        Norelay.builder().scenario(story).clock(clock).seed(1).start()) {
            Letter letter = new Letter(scratch.directory(), story.name(), ZonedDateTime.now(clock));
            OutboxTrial trial = new OutboxTrial(server, command, letter, scratch.directory(), limit);
            Verdict verdict = trial.play().requiring(required);
            return judge(story, verdict, trial, Duration.ofNanos(System.nanoTime() - began));
        } catch (IOException e) {
            throw new UncheckedIOException("there is no room for an outbox", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + story.name() + " was played", e);
        }
    }

    private Graded judge(Scenario story, Verdict verdict, OutboxTrial trial, Duration took) {
        if (trial.isStuck() && story.keepsWaiting() && limit.compareTo(Grader.LEAST_PATIENCE) < 0) {
            String reason = "it was still waiting after " + Durations.written(limit)
                    + ", as it may where a server does not answer; give it a time-out of its own, or raise --time-limit";
            return Graded.notJudged(story, reason, verdict, trial.runs(), took);
        }
        boolean twice = verdict.complaints().stream().anyMatch(each -> each.id().equals(Complaint.DUPLICATE));
        if (twice && trial.isMisled()) {
            String reason = "the server said that it had not taken a mail, and it had: nobody could have known";
            return Graded.notJudged(story, reason, verdict, trial.runs(), took);
        }
        Surfaced worst = Surfaced.NOTHING;
        for (Attempt attempt : trial.attempts()) {
            worst = Grader.least(worst, attempt.surfaced());
        }
        return Graded.judged(verdict, story, worst, verdict.complaints(), baseline, trial.runs(), took);
    }
}
