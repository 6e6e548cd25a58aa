package dev.norelay.standalone.grade;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.conduct.Attempt;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Journal;
import dev.norelay.journal.SessionRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The person's command as the client of one story: each mail to be sent is a run of it. On one thread. */
final class Trial {
    /** Words by which a program says that it failed although its exit code says the contrary. */
    private static final Pattern FAILURE =
            Pattern.compile("\\b(?:error|fail(?:ed|ure|s)?|not (?:be )?(?:sent|delivered)"
                    + "|could ?n[o']t|cannot|can't|unable|refused|rejected|denied|undeliverable|[45]\\d\\d[ -])");

    private final Norelay server;
    private final CommandTemplate command;
    private final Letter letter;
    private final Duration limit;
    private final List<Run> runs = new ArrayList<>();

    Trial(Norelay server, CommandTemplate command, Letter letter, Duration limit) {
        this.server = server;
        this.command = command;
        this.letter = letter;
        this.limit = limit;
    }

    /** What was run, in order. */
    List<Run> runs() {
        return List.copyOf(runs);
    }

    /** Sends one mail, and has the server hear what the program said if it failed. */
    void send(ClientSettings settings) throws InterruptedException {
        Path message = letter.write(settings);
        Handout handout = SettingsFile.write(letter.directory(), Handout.of(settings, message.toString()));
        List<String> words = command.filled(handout);
        int before = server.journal().entries().size();
        Ran ran = run(words, handout, message);
        List<Entry> meanwhile = server.journal().entries();
        meanwhile = meanwhile.subList(before, meanwhile.size());
        runs.add(new Run(server.phase(), settings.number(), settings.toString(), words, ran, dialogue(meanwhile)));
        if (!ran.saysSent() || (saysThatItFailed(ran) && !isComplete(settings, meanwhile))) {
            server.shown(ran.output());
        }
    }

    private boolean isComplete(ClientSettings settings, List<Entry> meanwhile) {
        return Attempt.of(server.phase(), settings.recipients(), null, meanwhile, Set.of())
                .isComplete();
    }

    private Ran run(List<String> words, Handout handout, Path input) throws InterruptedException {
        long began = System.nanoTime();
        try (ProcessGroup group = ProcessGroup.start(words, handout.environment(), input)) {
            boolean ended = group.awaitEnd(limit);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            group.close(); // what it printed is known when all are gone who could print
            return ended
                    ? Ran.ended(group.exitCode(), group.output(), took)
                    : Ran.stopped("it did not end, and was ended", group.output(), took);
        } catch (IOException e) { // as a shell has it
            return Ran.ended(127, "cannot be started: " + e.getMessage(), Duration.ZERO);
        }
    }

    /** Whether people who read its output are told of a failure that its exit code hides from scripts. */
    static boolean saysThatItFailed(Ran ran) {
        return FAILURE.matcher(ran.output().toLowerCase(Locale.ROOT)).find();
    }

    static String dialogue(List<Entry> entries) {
        return Journal.sessions(entries).stream()
                .map(SessionRecord::transcript)
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n\n"));
    }
}
