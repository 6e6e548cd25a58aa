package dev.norelay.standalone.grade;

import dev.norelay.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Grades a program through many stories, some of them at a time. Closed, it ends all that is still running. */
public final class Grading implements AutoCloseable {
    private static final long LONGEST_CLOSE_SECONDS = 10;

    private final Assignment assignment;
    private final ExecutorService workers;

    /** Is told how it goes. */
    public interface Progress {
        /** A story begins; on a thread of its own. */
        void began(Scenario story);

        /** A story and all before it are done; on the caller's thread. */
        void done(Graded graded);
    }

    /** Nothing begins before {@link #grade}. */
    public Grading(Assignment assignment) {
        this.assignment = assignment;
        this.workers = Executors.newFixedThreadPool(assignment.parallel());
    }

    /**
     * Grades the program in these stories.
     *
     * @throws java.io.UncheckedIOException if there is no room for what is needed, or no port
     */
    public Grades grade(List<Scenario> stories, Progress progress) throws InterruptedException {
        Instant began = assignment.clock().instant();
        long start = System.nanoTime();
        Function<Scenario, Graded> grader = grader();
        List<Future<Graded>> playing = new ArrayList<>();
        for (Scenario story : stories) {
            playing.add(workers.submit(() -> {
                progress.began(story);
                return grader.apply(story);
            }));
        }
        List<Graded> graded = new ArrayList<>();
        for (Future<Graded> each : playing) {
            Graded one = get(each);
            graded.add(one);
            progress.done(one);
        }
        return new Grades(
                assignment.command(),
                assignment.dialect(),
                assignment.required(),
                began,
                Duration.ofNanos(System.nanoTime() - start),
                graded);
    }

    private Function<Scenario, Graded> grader() {
        CommandTemplate command = new CommandTemplate(assignment.command());
        return assignment.outbox()
                ? new OutboxGrader(
                                command,
                                assignment.limit(),
                                assignment.required(),
                                assignment.baseline(),
                                assignment.clock())::grade
                : new Grader(
                                command,
                                assignment.limit(),
                                assignment.required(),
                                assignment.baseline(),
                                assignment.clock())::grade;
    }

    private static Graded get(Future<Graded> playing) throws InterruptedException {
        try {
            return playing.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        try {
            workers.awaitTermination(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
