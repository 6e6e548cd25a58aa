package dev.norelay;

import static java.util.Objects.requireNonNullElse;

import dev.norelay.conduct.Attempt;
import dev.norelay.conduct.Verdict;
import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.journal.Entry;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Expectation.Retry;
import dev.norelay.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One client lives through a whole story, as a person would with a mail app: sends with the wrong settings, tries again
 * later where that may do, then mends one thing after the other and sends what has not been sent. On the caller's thread.
 */
final class Play {
    /** Longer than any provider's daily limit. */
    private static final Duration LATER = Duration.ofHours(25);

    private final Norelay server;
    private final AtomicReference<@Nullable String> shown;
    private final ClientUnderTest client;
    private final Scenario story;
    private final List<Attempt> attempts = new ArrayList<>();
    /** By the number of the mail: who has it. */
    private final Map<Integer, Set<String>> delivered = new HashMap<>();

    Play(Norelay server, AtomicReference<@Nullable String> shown, ClientUnderTest client) {
        this.server = server;
        this.shown = shown;
        this.client = client;
        this.story = server.scenario();
    }

    Verdict run() {
        server.reset();
        flush();
        Diagnosis diagnosis = server.diagnosis();
        Retry retry = story.expectation().retry();
        if (retry == Retry.LATER || retry == Retry.AT_ONCE) {
            if (retry == Retry.LATER) {
                server.letTimePass(LATER);
            }
            flush();
        }
        for (int step = 0; step < story.steps().size(); step++) {
            server.fix();
            flush();
        }
        return Verdict.of(
                story,
                attempts,
                diagnosis,
                server.findings(),
                server.messages(),
                server.journal().transcript());
    }

    /** Sends what has not been sent; the first failure keeps the rest waiting. */
    private void flush() {
        int count = server.settings().count();
        for (int number = 1; number <= count; number++) {
            Set<String> done = delivered.computeIfAbsent(number, nobody -> new HashSet<>());
            List<String> waiting = new ArrayList<>(server.settings().recipients());
            waiting.removeAll(done);
            if (!waiting.isEmpty()) {
                Attempt attempt = attempt(number, waiting);
                attempts.add(attempt);
                done.addAll(attempt.accepted());
                if (story.expectation().retry() == Retry.NEVER) {
                    done.addAll(waiting); // nobody knows who has it, and a good client does not send it again by itself
                }
                if (!attempt.isComplete()) {
                    return;
                }
            }
        }
    }

    private Attempt attempt(int number, List<String> recipients) {
        List<Entry> before = server.journal().entries();
        String phase = server.phase();
        shown.set(null);
        String told = null;
        try {
            client.send(server.settings().of(number, recipients));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the client was sending", e);
        } catch (Exception e) { // whatever it throws is its way to say that it failed
            told = text(e);
        }
        String instead = shown.getAndSet(null);
        List<Entry> entries = server.journal().entries();
        return Attempt.of(
                phase,
                recipients,
                instead == null ? told : instead,
                entries.subList(before.size(), entries.size()),
                causes());
    }

    /** What a client may rightly name: what the story is about, and what it looks like from where the client is. */
    private Set<Cause> causes() {
        Diagnosis found = server.diagnosis();
        Set<Cause> causes =
                EnumSet.copyOf(found.alternatives().isEmpty() ? Set.of(found.cause()) : found.alternatives());
        causes.add(found.cause());
        causes.addAll(story.diagnosis());
        return causes;
    }

    /** What a person reads of an exception: its words and those of its causes, without classes. */
    static String text(Throwable thrown) {
        StringJoiner text = new StringJoiner(": ");
        Set<Throwable> seen = new HashSet<>();
        for (Throwable each = thrown; each != null && seen.add(each); each = each.getCause()) {
            String words = requireNonNullElse(each.getMessage(), "").strip();
            if (!words.isEmpty() && !text.toString().contains(words)) {
                text.add(words);
            }
        }
        return text.toString();
    }
}
