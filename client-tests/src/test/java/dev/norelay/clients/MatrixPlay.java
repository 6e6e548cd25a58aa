package dev.norelay.clients;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.conduct.Attempt;
import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Surfaced;
import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Message;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Expectation.Retry;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Scenario;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One client lives through one story: the wrong settings, then each remedy. What it does is told, not judged.
 *
 * <p>{@link Norelay#play} would lose what the matrix is for: it has a client try again before the remedy where the story
 * says that waiting helps, so that nothing is left for the phase behind it; it keeps one diagnosis of a story and not one
 * of each phase; and it waits as long for a server that never answers as for one that does.
 */
final class MatrixPlay {
    /** Where the server keeps it waiting for ever. */
    private static final Duration SHORT = Duration.ofSeconds(3);

    /** Where it need not wait, on a machine that is busy with something else. */
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Scenario story;
    private final MailClient client;
    private final Norelay server;
    private final Consumer<String> told;
    private final List<Cell.Attempt> attempts = new ArrayList<>();
    private int unsent;

    private MatrixPlay(Scenario story, MailClient client, Norelay server, Consumer<String> told) {
        this.story = story;
        this.client = client;
        this.server = server;
        this.told = told;
        this.unsent = story.broken().mail().count();
    }

    static Cell play(Scenario story, MailClient client) throws Exception {
        return play(story, client, nobody -> {});
    }

    /**
     * The same, and tells it.
     *
     * @param told what the client says, what norelay finds each time, and at the end the findings and the whole dialogue
     */
    static Cell play(Scenario story, MailClient client, Consumer<String> told) throws Exception {
        try {
            return playOnce(story, client, told);
        } catch (UncheckedIOException portTaken) {
            // Where a remedy opens a port again that was closed, another program may have come first.
            return playOnce(story, client, told);
        }
    }

    private static Cell playOnce(Scenario story, MailClient client, Consumer<String> told) throws Exception {
        try (Norelay server = Norelay.builder().scenario(story).seed(1).start()) {
            Cell cell = new MatrixPlay(story, client, server, told).play();
            server.findings().forEach(finding -> told.accept(finding + "\n"));
            told.accept(server.journal().transcript());
            return cell;
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
        return new Cell(attempts, copies(), findings());
    }

    private void attempt(String phase, ClientSettings settings, Duration patience) throws Exception {
        Outcome outcome = Outcome.SENT;
        Surfaced surfaced = Surfaced.NOTHING;
        while (unsent > 0 && outcome.sent()) {
            int before = server.journal().entries().size();
            outcome = send(settings, patience);
            unsent -= outcome.sent() ? 1 : 0;
            surfaced = worse(surfaced, surfaced(phase, settings, outcome, before));
        }
        String said = outcome.sent() ? "" : Said.of(outcome, settings.port());
        Diagnosis diagnosis = server.diagnosis();
        told.accept("In phase " + phase + " it "
                + (outcome.sent() ? "says that all is sent" : "fails: " + outcome.shown()) + "\n" + diagnosis + "\n");
        List<String> also = diagnosis.alternatives().stream().map(Cause::id).toList();
        attempts.add(new Cell.Attempt(
                phase,
                outcome.sent(),
                outcome.kind(),
                said,
                surfaced.id(),
                diagnosis.cause().id(),
                also));
    }

    private Surfaced surfaced(String phase, ClientSettings settings, Outcome outcome, int before) {
        List<Entry> entries = server.journal().entries();
        String told = outcome.sent() ? null : outcome.shown();
        List<Entry> since = entries.subList(before, entries.size());
        Set<Cause> right = Attempt.rightCauses(story, server.diagnosis());
        return Attempt.of(phase, settings.recipients(), told, since, right).surfaced();
    }

    private static Surfaced worse(Surfaced one, Surfaced other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Not what is ours: we tell clients how long to wait, and send one mail, with one Message-ID, as often as the story wants. */
    private List<String> findings() {
        Set<String> ours = story.broken().mail().count() > 1
                ? Set.of("timeout-too-short", "acknowledged-mail-resent")
                : Set.of("timeout-too-short");
        return server.findings().stream()
                .map(Finding::id)
                .filter(id -> !ours.contains(id))
                .distinct()
                .sorted()
                .toList();
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
