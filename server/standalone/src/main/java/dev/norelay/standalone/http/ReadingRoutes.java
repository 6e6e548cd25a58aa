package dev.norelay.standalone.http;

import static dev.norelay.standalone.http.Trouble.Kind.AWAITED_IN_VAIN;
import static dev.norelay.standalone.http.Trouble.Kind.BAD_PARAMETER;
import static dev.norelay.standalone.http.Trouble.Kind.UNKNOWN_SERVER;
import static dev.norelay.standalone.http.Trouble.Kind.UNKNOWN_SESSION;

import dev.norelay.Norelay;
import dev.norelay.conduct.Finding;
import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.Journal;
import dev.norelay.journal.SessionRecord;
import dev.norelay.scenario.Cause;
import dev.norelay.smtp.Refusal;
import dev.norelay.standalone.http.Tally.Goal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What happened: sessions, diagnosis, findings, verdict. Each reading is a barrier. */
final class ReadingRoutes {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    /** So much of the dialogues is told where something was awaited in vain, in characters. */
    private static final int TOLD = 8_000;

    private final Servers servers;

    ReadingRoutes(Servers servers) {
        this.servers = servers;
    }

    private Norelay server(Request request) {
        return servers.get(request.path("id")).server();
    }

    /** All that is known of sessions at one moment. */
    private static final class Known {
        private final Norelay server;
        private final List<SessionRecord> sessions;
        private final Map<Integer, List<Finding>> findings;
        private final Map<Integer, List<Integer>> messages = new HashMap<>();
        private final List<Entry> entries;

        Known(Norelay server) {
            this.server = server;
            this.entries = server.journal().entries();
            this.sessions = Journal.sessions(entries);
            this.findings = server.findings(entries).stream().collect(Collectors.groupingBy(Finding::session));
            int taken = 0;
            for (Entry entry : entries) {
                if (entry.event() instanceof Event.MessageTaken) {
                    messages.computeIfAbsent(entry.session(), first -> new ArrayList<>())
                            .add(++taken);
                }
            }
        }

        Map<String, @Nullable Object> shown(SessionRecord session) {
            Diagnosis diagnosis = server.diagnosis(session)
                    .filter(found -> found.cause() != Cause.NONE)
                    .orElse(null);
            return ConductJson.session(
                    session,
                    diagnosis,
                    findings.getOrDefault(session.id(), List.of()),
                    messages.getOrDefault(session.id(), List.of()));
        }

        List<Object> entries(int session) {
            EntryJson json = new EntryJson();
            List<Object> shown = new ArrayList<>();
            for (Entry entry : entries) {
                if (entry.session() == session) {
                    Map<String, @Nullable Object> one = json.of(entry);
                    if (one != null) {
                        shown.add(one);
                    }
                } else {
                    json.follow(entry);
                }
            }
            return shown;
        }
    }

    Answer sessions(Request request) {
        request.knows("order", "limit", "after");
        Known known = new Known(server(request));
        return Answer.json(Page.numbered(known.sessions, SessionRecord::id, request, known::shown));
    }

    Answer session(Request request) {
        Known known = new Known(server(request.knows()));
        SessionRecord session = session(known.sessions, request);
        Map<String, @Nullable Object> shown = known.shown(session);
        shown.put("entries", known.entries(session.id()));
        return Answer.json(shown);
    }

    private static SessionRecord session(List<SessionRecord> sessions, Request request) {
        long wanted = request.pathNumber("session").orElse(0);
        return sessions.stream()
                .filter(session -> session.id() == wanted)
                .findFirst()
                .orElseThrow(() -> new Trouble(
                        UNKNOWN_SESSION,
                        "no session has the number " + Request.shown(request.path("session")) + "; "
                                + (sessions.isEmpty()
                                        ? "nobody has connected since the last reset"
                                        : "there are " + sessions.get(0).id() + " to "
                                                + sessions.get(sessions.size() - 1)
                                                        .id())));
    }

    Answer sessionTranscript(Request request) {
        List<SessionRecord> sessions = server(request.knows()).journal().sessions();
        return Answer.text("text/plain", session(sessions, request).transcript());
    }

    Answer transcript(Request request) {
        return Answer.text("text/plain", server(request.knows()).journal().transcript());
    }

    Answer diagnosis(Request request) {
        return Answer.json(ConductJson.diagnosis(server(request.knows()).diagnosis()));
    }

    Answer findings(Request request) {
        return Answer.json(Map.of(
                "items",
                server(request.knows()).findings().stream()
                        .map(ConductJson::finding)
                        .toList()));
    }

    Answer reportAttempt(Request request) {
        Hosted hosted = servers.get(request.knows().path("id"));
        Map<String, @Nullable Object> body = request.json("failed", "shown");
        if (!(body.get("failed") instanceof Boolean failed)) {
            throw new Trouble(Trouble.Kind.MALFORMED_BODY, "failed is true or false");
        }
        String shown = Request.text(body, "shown");
        return Answer.json(201, ConductJson.attempt(hosted.attempts().report(hosted.server(), failed, shown)));
    }

    Answer verdict(Request request) {
        Hosted hosted = servers.get(request.knows().path("id"));
        return Answer.json(hosted.attempts().verdict(hosted.server()));
    }

    // Waiting.

    /** What is to be awaited. */
    static Goal goal(Request request) {
        request.knows("messages", "refusals", "refusal", "sessions", "timeout");
        String refusal = request.query("refusal").orElse("");
        if (!refusal.isEmpty()
                && !refusal.equals(Tally.OTHER)
                && Refusal.ofId(refusal).isEmpty()) {
            throw new Trouble(
                    BAD_PARAMETER, "unknown refusal " + Request.shown(refusal) + "; norelay's documentation lists all");
        }
        long messages = request.number("messages", 1, 100_000).orElse(0);
        long refusals = request.number("refusals", 1, 100_000).orElse(refusal.isEmpty() ? 0 : 1);
        long sessions = request.number("sessions", 1, 100_000).orElse(0);
        if (messages + refusals + sessions == 0) {
            throw new Trouble(BAD_PARAMETER, "await what? Say messages=N, refusals=N, refusal=WORD or sessions=N");
        }
        return new Goal(messages, refusals, refusal, sessions);
    }

    static Duration patience(Request request) {
        return request.duration("timeout", PATIENCE, LONGEST);
    }

    /** What is answered when it has happened. Reading is a barrier, so that all of it can be read then. */
    static Answer reached(Hosted hosted) {
        return Answer.json(hosted.stage().between(() -> hosted.tally().json()));
    }

    /** It has not happened: what did, and how near it came. */
    static Trouble inVain(Hosted hosted, Goal goal, Duration patience) {
        Norelay server = hosted.server();
        List<String> nearMisses = server.nearMisses();
        String transcript = server.journal().transcript();
        Map<String, @Nullable Object> more = new LinkedHashMap<>();
        Map<String, Object> counts = hosted.tally().json();
        more.put("counts", counts);
        more.put("nearMisses", nearMisses);
        more.put("transcript", transcript.substring(Math.max(0, transcript.length() - TOLD)));
        return new Trouble(
                AWAITED_IN_VAIN,
                "waited " + patience.toMillis() + " ms for " + words(goal) + "; there were " + counts.get("messages")
                        + " messages, " + counts.get("refusals") + " refusals and " + counts.get("ended")
                        + " ended sessions" + (transcript.isEmpty() ? "; nobody connected" : ""),
                more);
    }

    private static String words(Goal goal) {
        List<String> words = new ArrayList<>();
        if (goal.messages() > 0) {
            words.add(goal.messages() + " messages");
        }
        if (goal.refusals() > 0) {
            words.add(goal.refusals() + " refusals" + (goal.refusal().isEmpty() ? "" : " for " + goal.refusal()));
        }
        if (goal.sessions() > 0) {
            words.add(goal.sessions() + " ended sessions");
        }
        return String.join(" and ", words);
    }

    static Trouble gone(Request request) {
        return new Trouble(
                UNKNOWN_SERVER, "the server " + Request.shown(request.path("id")) + " was closed while it was awaited");
    }
}
