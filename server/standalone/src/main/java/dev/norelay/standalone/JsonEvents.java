package dev.norelay.standalone;

import dev.norelay.conduct.Finding;
import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.Message;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Problem;
import dev.norelay.smtp.EnhancedStatusCode;
import dev.norelay.smtp.Ids;
import dev.norelay.standalone.story.Json;
import dev.norelay.standalone.story.Playing;
import dev.norelay.standalone.story.StoryJson;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line, for programs. The first is {@code ready}; all others have {@code time} and {@code session},
 * which is null for what belongs to no session. What is not there is null, never left out. The diagnosis of a session that
 * failed and what was found in the client's conduct come right before its {@code session-closed}, the last of a session.
 */
final class JsonEvents implements EventWriter {
    private final Output output;
    private final Clock clock;

    JsonEvents(Output output, Clock clock) {
        this.output = output;
        this.clock = clock;
    }

    @Override
    public void ready(Playing playing) {
        Map<String, @Nullable Object> ready = new LinkedHashMap<>();
        ready.put("event", "ready");
        write(played(playing, ready));
    }

    @Override
    public void reloaded(Playing playing) {
        write(played(playing, begin(clock.instant(), 0, "reloaded")));
    }

    private static Map<String, @Nullable Object> played(Playing playing, Map<String, @Nullable Object> shown) {
        Map<String, Object> listeners = new LinkedHashMap<>();
        for (Listener listener : playing.listeners()) {
            listeners.put(listener.name(), listener(playing, listener));
        }
        shown.put("scenario", playing.scenario().name());
        shown.put("title", playing.scenario().title());
        shown.put("listeners", listeners);
        shown.put("ca", playing.ca().toString());
        shown.put("http", http(playing.http()));
        shown.put("client", StoryJson.settings(playing.now()));
        shown.put("fixed", Map.of("client", StoryJson.settings(playing.fixed())));
        return shown;
    }

    private static @Nullable Map<String, @Nullable Object> http(Playing.@Nullable Driven http) {
        if (http == null) {
            return null;
        }
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("address", http.address());
        shown.put("page", http.page());
        shown.put("token", http.token());
        return shown;
    }

    private static Map<String, Object> listener(Playing playing, Listener listener) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("host", playing.server().host());
        shown.put("port", playing.port(listener));
        shown.put("security", listener.security().id());
        shown.put("service", Ids.of(listener.service()));
        return shown;
    }

    @Override
    public void happened(Entry entry, @Nullable Diagnosis diagnosis, List<Finding> findings) {
        Event event = entry.event();
        if (event instanceof Event.SessionOpened opened) {
            Map<String, @Nullable Object> shown = begin(entry, "session-opened");
            shown.put("listener", opened.listener());
            shown.put("client", opened.client());
            shown.put("security", opened.security().id());
            write(shown);
        } else if (event instanceof Event.CommandReceived received) {
            Map<String, @Nullable Object> shown = begin(entry, "command");
            shown.put("moment", received.command().moment().id());
            shown.put("line", received.shown());
            write(shown);
        } else if (event instanceof Event.ReplySent sent) {
            reply(entry, sent);
        } else if (event instanceof Event.LoginTried tried) {
            Map<String, @Nullable Object> shown = begin(entry, "login");
            shown.put("mechanism", tried.attempt().mechanism().saslName());
            shown.put("user", tried.attempt().user());
            shown.put("outcome", Ids.of(tried.attempt().outcome()));
            write(shown);
        } else if (event instanceof Event.MessageTaken taken) {
            message(entry, taken.message());
        } else if (event instanceof Event.TlsFailed failed) {
            Map<String, @Nullable Object> shown = begin(entry, "tls-failed");
            shown.put("alert", failed.alert());
            shown.put("explanation", failed.explanation());
            write(shown);
        } else if (event instanceof Event.LimitReached reached) {
            Map<String, @Nullable Object> shown = begin(entry, "limit-reached");
            shown.put("limit", reached.limit());
            shown.put("explanation", reached.explanation());
            write(shown);
        } else if (event instanceof Event.EntriesMissed missed) {
            Map<String, @Nullable Object> shown = begin(entry, "events-missed");
            shown.put("count", missed.count());
            write(shown);
        } else if (event instanceof Event.SessionClosed closed) {
            if (diagnosis != null) {
                diagnosis(begin(entry, "diagnosis"), diagnosis);
            }
            findings.forEach(finding -> finding(begin(entry, "finding"), finding));
            Map<String, @Nullable Object> shown = begin(entry, "session-closed");
            shown.put("how", Ids.of(closed.how()));
            write(shown);
        }
    }

    private void reply(Entry entry, Event.ReplySent sent) {
        Map<String, @Nullable Object> reply = begin(entry, "reply");
        said(sent, reply);
        reply.put(
                "lines",
                sent.reply().lines().stream()
                        .map(line -> (line.code() + " " + line.text()).strip())
                        .toList());
        reply.put("octets", sent.octets() == null ? null : sent.octets().toString());
        write(reply);
        if (isRefusal(sent)) {
            Map<String, @Nullable Object> refused = begin(entry, "refused");
            refused.put("refusal", sent.refused().map(Ids::of).orElse(null));
            said(sent, refused);
            write(refused);
        }
    }

    /** A rule that says no in words of its own refuses too, for no reason that a correct server has. */
    static boolean isRefusal(Event.ReplySent sent) {
        return sent.refusal() != null || (sent.scripted() && sent.reply().code() >= 400);
    }

    private static void said(Event.ReplySent sent, Map<String, @Nullable Object> shown) {
        shown.put("moment", sent.moment().id());
        shown.put("code", sent.reply().code());
        Optional<String> enhanced = sent.reply().enhanced().map(EnhancedStatusCode::toString);
        shown.put("enhanced", enhanced.orElse(null));
        shown.put("text", sent.reply().text());
    }

    private void message(Entry entry, Message message) {
        Map<String, @Nullable Object> shown = begin(entry, "message");
        shown.put("from", message.from());
        shown.put("recipients", message.recipients());
        shown.put("size", message.size());
        shown.put("user", message.user().orElse(null));
        write(shown);
    }

    @Override
    public void fixed(Playing playing) {
        standing("fixed", playing);
    }

    @Override
    public void reset(Playing playing) {
        standing("reset", playing);
    }

    private void standing(String event, Playing playing) {
        Map<String, @Nullable Object> shown = begin(clock.instant(), 0, event);
        shown.put("phase", playing.server().phase());
        shown.put("client", StoryJson.settings(playing.now()));
        write(shown);
    }

    @Override
    public void diagnosis(Diagnosis diagnosis) {
        diagnosis(begin(clock.instant(), 0, "diagnosis"), diagnosis);
    }

    private void diagnosis(Map<String, @Nullable Object> shown, Diagnosis diagnosis) {
        shown.put("cause", diagnosis.cause().id());
        shown.put("sentence", diagnosis.cause().sentence());
        shown.put(
                "alternatives", diagnosis.alternatives().stream().map(Cause::id).toList());
        shown.put("explanation", diagnosis.explanation());
        shown.put("remedy", diagnosis.remedy());
        shown.put("seen", diagnosis.seen());
        shown.put("report", diagnosis.toString());
        write(shown);
    }

    private void finding(Map<String, @Nullable Object> shown, Finding finding) {
        shown.put("kind", finding.id());
        shown.put("severity", finding.severity().id());
        shown.put("sentence", finding.sentence());
        shown.put("source", finding.source());
        shown.put("goodClient", finding.goodClient());
        shown.put("evidence", finding.shown().stream().map(String::strip).toList());
        write(shown);
    }

    @Override
    public void error(String message, List<Problem> problems) {
        Map<String, @Nullable Object> shown = begin(clock.instant(), 0, "error");
        shown.put("message", message);
        shown.put("problems", problems.stream().map(Json::problem).toList());
        write(shown);
    }

    private static Map<String, @Nullable Object> begin(Entry entry, String event) {
        return begin(entry.time(), entry.session(), event);
    }

    private static Map<String, @Nullable Object> begin(Instant time, int session, String event) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("event", event);
        shown.put("time", time.toString());
        shown.put("session", session == 0 ? null : session);
        return shown;
    }

    private void write(Map<String, ?> event) {
        output.print(Json.line(event) + "\n");
    }
}
