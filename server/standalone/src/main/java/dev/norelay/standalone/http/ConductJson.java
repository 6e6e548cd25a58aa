package dev.norelay.standalone.http;

import dev.norelay.conduct.Attempt;
import dev.norelay.conduct.Finding;
import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.SessionRecord;
import dev.norelay.scenario.Cause;
import dev.norelay.session.LoginAttempt;
import dev.norelay.smtp.Ids;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sessions, diagnoses, findings and attempts as the API shows them, secrets masked. */
final class ConductJson {
    private ConductJson() {}

    /**
     * A session, without its entries.
     *
     * @param diagnosis why it failed; null where it did not, or nothing was tried
     * @param messages the numbers of those that were taken
     */
    static Map<String, @Nullable Object> session(
            SessionRecord session, @Nullable Diagnosis diagnosis, List<Finding> findings, List<Integer> messages) {
        Event.SessionOpened opened =
                session.events(Event.SessionOpened.class).findFirst().orElse(null);
        Entry last = session.entries().get(session.entries().size() - 1);
        boolean over = last.event() instanceof Event.SessionClosed;
        List<String> refusals = session.events(Event.ReplySent.class)
                .filter(Refused::is)
                .map(Refused::by)
                .toList();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", session.id());
        shown.put("listener", opened == null ? "" : opened.listener());
        shown.put("client", opened == null ? "" : opened.client());
        shown.put("security", opened == null ? "none" : opened.security().id());
        shown.put(
                "tls",
                session.events(Event.TlsStarted.class)
                        .map(Event.TlsStarted::version)
                        .findFirst()
                        .orElse(null));
        shown.put("began", session.entries().get(0).time().toString());
        shown.put("ended", over ? last.time().toString() : null);
        shown.put("how", session.closed().map(Ids::of).orElse(null));
        shown.put("outcome", outcome(over, diagnosis != null, !refusals.isEmpty(), !messages.isEmpty()));
        shown.put(
                "user",
                session.events(Event.LoginTried.class)
                        .map(Event.LoginTried::attempt)
                        .filter(attempt -> attempt.outcome() == LoginAttempt.Outcome.GOOD)
                        .map(LoginAttempt::user)
                        .findFirst()
                        .orElse(null));
        shown.put("refusals", refusals);
        shown.put("messages", messages);
        shown.put("diagnosis", diagnosis == null ? null : diagnosis(diagnosis));
        shown.put("findings", findings.stream().map(ConductJson::finding).toList());
        return shown;
    }

    private static String outcome(boolean over, boolean failed, boolean refused, boolean taken) {
        if (!over) {
            return "under-way";
        } else if (taken) {
            return failed || refused ? "partly" : "delivered";
        }
        return failed || refused ? "failed" : "nothing";
    }

    /** A diagnosis; its evidence by number. */
    static Map<String, @Nullable Object> diagnosis(Diagnosis diagnosis) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("cause", diagnosis.cause().id());
        shown.put("sentence", diagnosis.cause().sentence());
        shown.put(
                "alternatives",
                diagnosis.alternatives().stream().map(ConductJson::cause).toList());
        shown.put("explanation", diagnosis.explanation());
        shown.put("remedy", diagnosis.remedy());
        shown.put("seen", diagnosis.seen());
        shown.put(
                "session",
                diagnosis.evidence().isEmpty()
                        ? null
                        : Integer.valueOf(diagnosis.evidence().get(0).session()));
        shown.put("evidence", diagnosis.evidence().stream().map(Entry::sequence).toList());
        shown.put("report", diagnosis.toString());
        return shown;
    }

    private static Map<String, String> cause(Cause cause) {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("cause", cause.id());
        shown.put("sentence", cause.sentence());
        shown.put("remedy", cause.remedy());
        return shown;
    }

    static Map<String, @Nullable Object> finding(Finding finding) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("kind", finding.id());
        shown.put("severity", finding.severity().id());
        shown.put("session", finding.session());
        shown.put("sentence", finding.sentence());
        shown.put("what", finding.kind().what());
        shown.put("source", finding.source());
        shown.put("goodClient", finding.goodClient());
        shown.put("evidence", finding.evidence().stream().map(Entry::sequence).toList());
        shown.put("shown", finding.shown().stream().map(String::strip).toList());
        return shown;
    }

    static Map<String, @Nullable Object> attempt(Attempt attempt) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("phase", attempt.phase());
        shown.put("recipients", attempt.recipients());
        shown.put("failed", attempt.failed());
        shown.put("shown", attempt.shown());
        shown.put("accepted", attempt.accepted());
        shown.put(
                "refusal",
                attempt.refused().map(reply -> reply.toString().strip()).orElse(null));
        shown.put("unanswered", attempt.unanswered());
        shown.put("complete", attempt.isComplete());
        shown.put("surfaced", attempt.surfaced().id());
        return shown;
    }
}
