package dev.norelay.standalone.grade;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.conduct.Attempt;
import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Surfaced;
import dev.norelay.conduct.Verdict;
import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.Journal;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Expectation.Retry;
import dev.norelay.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A program that keeps an outbox lives through one story: it is started with the wrong settings and handed the mail, killed,
 * started again where the story mends by itself, started with each remedy, and once more at the end, when it must leave what
 * is delivered alone. Each life ends by kill -9. On one thread.
 */
final class OutboxTrial {
    /** Longer than any provider's daily limit. */
    private static final Duration LATER = Duration.ofHours(25);
    /** So soon a program is asked to try again by itself. */
    private static final String RETRY_SECONDS = "1";

    private final Norelay server;
    private final Scenario story;
    private final CommandTemplate command;
    private final Letter letter;
    private final Path home;
    private final Duration limit;
    private final List<Run> runs = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    /** Once for each mail that the program was told to be taken. */
    private final List<String> acknowledged = new ArrayList<>();

    private boolean stuck;

    OutboxTrial(Norelay server, CommandTemplate command, Letter letter, Path home, Duration limit) {
        this.server = server;
        this.story = server.scenario();
        this.command = command;
        this.letter = letter;
        this.home = home;
        this.limit = limit;
    }

    List<Run> runs() {
        return List.copyOf(runs);
    }

    /** Of each run the attempt that it was. */
    List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** Whether a life with the wrong settings was over before the program had come to anything. */
    boolean isStuck() {
        return stuck;
    }

    /** Plays the story. */
    Verdict play() throws IOException, InterruptedException {
        Files.createDirectory(home.resolve("outbox"));
        server.reset();
        live(messages());
        Diagnosis diagnosis = server.diagnosis();
        Retry retry = story.expectation().retry();
        if (retry == Retry.LATER) {
            server.letTimePass(LATER);
        }
        if (retry == Retry.LATER || retry == Retry.AT_ONCE) {
            liveOn();
        }
        for (int step = 0; step < story.steps().size(); step++) {
            server.fix();
            liveOn();
        }
        if (waiting().isEmpty() || retry == Retry.NEVER) {
            live(""); // and must leave it alone
        }
        return Verdict.of(
                story,
                attempts,
                diagnosis,
                findings(),
                server.messages(),
                server.journal().transcript());
    }

    /** One more life, where there is something left to do. */
    private void liveOn() throws InterruptedException {
        if (!waiting().isEmpty()) {
            live("");
        }
    }

    /** That it tries again soon is what it was told to do. */
    private List<Finding> findings() {
        return server.findings().stream()
                .filter(finding -> !finding.id().equals("transient-refusal-retried-at-once"))
                .toList();
    }

    /** Whether the server took a mail and said that it had not: nobody can know then that it must not be sent again. */
    boolean isMisled() {
        List<Entry> entries = server.journal().entries();
        return IntStream.range(1, entries.size())
                .anyMatch(index -> entries.get(index - 1).event() instanceof Event.MessageTaken
                        && entries.get(index).event() instanceof Event.ReplySent sent
                        && !sent.reply().isPositive());
    }

    private String messages() {
        ClientSettings settings = server.settings();
        return IntStream.rangeClosed(1, settings.count())
                .mapToObj(number -> letter.write(settings, number).toString())
                .collect(Collectors.joining(","));
    }

    /** From a start to a kill. */
    private void live(String messages) throws InterruptedException {
        ClientSettings settings = server.settings();
        List<String> waiting = waiting();
        int before = server.journal().entries().size();
        Handout handout = handout(settings, messages);
        List<String> words = command.filled(handout);
        Ran ran = run(words, handout, new Life.Circumstances(before, !waiting.isEmpty(), limit));
        List<Entry> all = server.journal().entries();
        List<Entry> meanwhile = all.subList(before, all.size());
        runs.add(new Run(server.phase(), 1, settings.toString(), words, ran, Trial.dialogue(meanwhile)));
        attempts.add(attempt(waiting, ran, meanwhile));
    }

    private Handout handout(ClientSettings settings, String messages) {
        Handout handout = Handout.of(settings, messages)
                .with(Map.of("outbox", home.resolve("outbox").toString(), "retry", RETRY_SECONDS));
        return SettingsFile.write(home, handout);
    }

    private Ran run(List<String> words, Handout handout, Life.Circumstances circumstances) throws InterruptedException {
        try (ProcessGroup program =
                ProcessGroup.start(words, handout.environment(), Files.write(home.resolve("no-input"), new byte[0]))) {
            Life life = new Life(server, story, program, circumstances);
            Life.End end = life.watch();
            Duration age = life.age();
            stuck |= end == Life.End.LIMIT && attempts.isEmpty();
            program.kill();
            return end == Life.End.ENDED
                    ? Ran.ended(program.exitCode(), program.output(), age)
                    : Ran.stopped("kill -9", program.output(), age);
        } catch (IOException e) { // as a shell has it
            return Ran.ended(127, "cannot be started: " + e.getMessage(), Duration.ZERO);
        }
    }

    private Attempt attempt(List<String> waiting, Ran ran, List<Entry> meanwhile) {
        String phase = server.phase();
        Attempt whole = Attempt.of(phase, waiting, null, meanwhile, Set.of());
        acknowledged.addAll(whole.accepted());
        boolean leftAlone = story.expectation().retry() == Retry.NEVER
                && !attempts.isEmpty()
                && Journal.sessions(meanwhile).isEmpty();
        if (waiting().isEmpty() || leftAlone) {
            return new Attempt(phase, waiting, false, "", whole.accepted(), null, false, Surfaced.NOTHING);
        }
        List<Entry> entries = behindTheLastMail(meanwhile);
        List<String> unsent = waiting();
        Attempt told = Attempt.of(phase, unsent, ran.output(), entries, causes());
        boolean silent = told.surfaced() == Surfaced.WORDLESS
                || (told.surfaced() == Surfaced.GENERAL && !Trial.saysThatItFailed(ran));
        // It runs on: that it has nothing to say is no failure that anybody could see.
        return silent ? Attempt.of(phase, unsent, null, entries, causes()) : told;
    }

    /** What was taken of several mails is no failure; what came behind is. */
    private static List<Entry> behindTheLastMail(List<Entry> entries) {
        int from = 0;
        for (int index = 0; index < entries.size(); index++) {
            boolean taken = entries.get(index).event() instanceof Event.ReplySent sent
                    && index > 0
                    && entries.get(index - 1).event() instanceof Event.MessageTaken
                    && sent.reply().isPositive();
            from = taken ? index + 1 : from;
        }
        return from == 0 ? entries : entries.subList(from, entries.size());
    }

    private Set<Cause> causes() {
        Diagnosis found = server.diagnosis();
        Set<Cause> causes = EnumSet.of(found.cause());
        causes.addAll(found.alternatives());
        causes.addAll(story.diagnosis());
        return causes;
    }

    /** Of whom the program cannot know yet that they have all mails. */
    private List<String> waiting() {
        int count = server.settings().count();
        return server.settings().recipients().stream()
                .filter(recipient -> Collections.frequency(acknowledged, recipient) < count)
                .toList();
    }
}
