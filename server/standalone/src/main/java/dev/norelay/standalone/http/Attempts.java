package dev.norelay.standalone.http;

import dev.norelay.Norelay;
import dev.norelay.conduct.Attempt;
import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Verdict;
import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a client's user was told of each attempt, as it is reported, for the verdict. What was not reported is not judged:
 * whether a failure was surfaced, only the client knows. Thread-safe.
 */
final class Attempts {
    private final List<Attempt> reported = new ArrayList<>();
    private @Nullable Diagnosis first;
    /** The last entry that belongs to an attempt. */
    private long last;

    /** A run that begins anew has no attempts. */
    synchronized void follow(Entry entry) {
        if (entry.event() instanceof Event.RunBegun) {
            reported.clear();
            first = null;
            last = entry.sequence();
        }
    }

    /**
     * All that happened since the last attempt was one more. Reading is a barrier, so this is no call for an event loop.
     *
     * @param shown what the user was told; null where nothing was
     */
    Attempt report(Norelay server, boolean failed, @Nullable String shown) {
        List<Entry> entries = server.journal().entries();
        Diagnosis diagnosis = server.diagnosis();
        synchronized (this) {
            List<Entry> since =
                    entries.stream().filter(entry -> entry.sequence() > last).toList();
            String told = failed ? shown == null ? "" : shown : null;
            Attempt attempt = Attempt.of(server.phase(), waiting(server), told, since);
            reported.add(attempt);
            first = first == null ? diagnosis : first;
            last = entries.isEmpty() ? last : entries.get(entries.size() - 1).sequence();
            return attempt;
        }
    }

    /** Who does not have the mail yet; everybody, where everybody has it or there are several mails. */
    private List<String> waiting(Norelay server) {
        List<String> all = server.settings().recipients();
        Set<String> have = reported.stream()
                .flatMap(attempt -> attempt.accepted().stream())
                .collect(Collectors.toSet());
        List<String> rest =
                all.stream().filter(recipient -> !have.contains(recipient)).toList();
        return server.settings().count() > 1 || rest.isEmpty() ? all : rest;
    }

    /** The verdict so far. Reading is a barrier. */
    Map<String, @Nullable Object> verdict(Norelay server) {
        List<String> nearMisses = server.nearMisses();
        Diagnosis now = server.diagnosis();
        List<Finding> findings = server.findings();
        List<Message> messages = server.messages();
        String transcript = server.journal().transcript(); // all readings before the lock: whoever listens needs it
        Verdict verdict;
        synchronized (this) {
            Diagnosis diagnosis = first == null ? now : first;
            verdict = Verdict.of(server.scenario(), List.copyOf(reported), diagnosis, findings, messages, transcript);
        }
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("scenario", verdict.scenario());
        shown.put("good", verdict.isGood());
        shown.put(
                "surfaced",
                verdict.attempts().isEmpty() ? "unknown" : verdict.surfaced().id());
        shown.put("shown", verdict.shown());
        shown.put("problems", verdict.problems());
        shown.put(
                "findings",
                verdict.findings().stream().map(ConductJson::finding).toList());
        shown.put("copies", verdict.copies());
        shown.put(
                "attempts",
                verdict.attempts().stream().map(ConductJson::attempt).toList());
        shown.put("diagnosis", ConductJson.diagnosis(verdict.diagnosis()));
        shown.put("nearMisses", nearMisses);
        shown.put("report", verdict.toString());
        return shown;
    }
}
