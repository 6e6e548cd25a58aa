package dev.norelay.clients;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.journal.Message;
import dev.norelay.scenario.Expectation.Retry;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Scenario;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One client lives through one story: the wrong settings, then each remedy. What it does is told, not judged. */
final class MatrixPlay {
    /** Where the server keeps it waiting for ever. */
    private static final Duration SHORT = Duration.ofSeconds(3);

    /** Where it need not wait, on a machine that is busy with something else. */
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Scenario story;
    private final MailClient client;
    private final Norelay server;
    private final List<Cell.Attempt> attempts = new ArrayList<>();
    private int unsent;

    private MatrixPlay(Scenario story, MailClient client, Norelay server) {
        this.story = story;
        this.client = client;
        this.server = server;
        this.unsent = story.broken().mail().count();
    }

    static Cell play(Scenario story, MailClient client) throws Exception {
        try {
            return playOnce(story, client);
        } catch (UncheckedIOException portTaken) {
            // Where a remedy opens a port again that was closed, another program may have come first.
            return playOnce(story, client);
        }
    }

    private static Cell playOnce(Scenario story, MailClient client) throws Exception {
        try (Norelay server = Norelay.builder().scenario(story).seed(1).start()) {
            return new MatrixPlay(story, client, server).play();
        }
    }

    private Cell play() throws Exception {
        attempt(Phase.BROKEN, server.settings(), story.keepsWaiting() ? SHORT : LONG);
        // What may have arrived is not sent again: the story says so.
        boolean again = story.expectation().retry() != Retry.NEVER;
        int remedies = Math.max(1, story.steps().size());
        for (int remedy = 1; remedy <= remedies && again && unsent > 0; remedy++) {
            ClientSettings settings = server.fix();
            attempt(remedy == remedies ? Phase.FIXED : Phase.FIXED + "-" + remedy, settings, LONG);
        }
        return new Cell(attempts, copies());
    }

    private void attempt(String phase, ClientSettings settings, Duration patience) throws Exception {
        Outcome outcome = Outcome.SENT;
        while (unsent > 0 && outcome.sent()) {
            outcome = send(settings, patience);
            unsent -= outcome.sent() ? 1 : 0;
        }
        String said = outcome.sent() ? "" : Said.of(outcome, settings.port());
        String found = server.diagnosis().cause().id();
        attempts.add(new Cell.Attempt(phase, outcome.sent(), outcome.kind(), said, found));
    }

    private Outcome send(ClientSettings settings, Duration patience) throws Exception {
        try {
            return client.send(settings, patience);
        } catch (Program.DidNotEndException killed) {
            return new Outcome(false, "killed", killed.printed() + "\n(and does not end: killed)");
        }
    }

    private List<Integer> copies() {
        List<Message> taken = server.messages();
        return story.fixed().mail().to().stream()
                .map(recipient -> Math.toIntExact(taken.stream()
                        .filter(message -> message.recipients().contains(recipient))
                        .count()))
                .toList();
    }
}
