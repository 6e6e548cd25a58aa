package dev.norelay.standalone.http;

import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.scenario.Durations;
import dev.norelay.smtp.EnhancedStatusCode;
import dev.norelay.smtp.Ids;
import dev.norelay.smtp.Refusal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a journal as the API shows them, secrets masked. Hears of all entries in order, since some are only understood
 * from those before: which sessions are inside TLS, and which number a message has. Not thread-safe.
 */
final class EntryJson {
    private final Set<Integer> insideTls = new HashSet<>();
    private int messages;

    /** Follows an entry that need not be shown. */
    void follow(Entry entry) {
        Event event = entry.event();
        if (event instanceof Event.RunBegun) {
            messages = 0;
        } else if (event instanceof Event.TlsStarted) {
            insideTls.add(entry.session());
        } else if (event instanceof Event.MessageTaken) {
            messages++;
        } else if (event instanceof Event.SessionClosed) {
            insideTls.remove(entry.session());
        }
    }

    /** The number of the message that was taken last, counted from the last reset. */
    int messages() {
        return messages;
    }

    /** Follows an entry and shows it; null for those that are shown otherwise. */
    @Nullable
    Map<String, @Nullable Object> of(Entry entry) {
        boolean tls = insideTls.contains(entry.session()) || entry.event() instanceof Event.TlsStarted;
        follow(entry);
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        String kind = kind(entry.event());
        if (kind.isEmpty()) {
            return null;
        }
        shown.put("event", kind);
        shown.put("sequence", entry.sequence());
        shown.put("time", entry.time().toString());
        shown.put("session", entry.session() == 0 ? null : entry.session());
        shown.put("direction", direction(entry.event()));
        shown.put("tls", tls);
        put(entry.event(), shown);
        return shown;
    }

    private static String kind(Event event) {
        if (event instanceof Event.CommandReceived) {
            return "command";
        } else if (event instanceof Event.ReplySent) {
            return "reply";
        } else if (event instanceof Event.SessionOpened) {
            return "session-opened";
        } else if (event instanceof Event.SessionClosed) {
            return "session-closed";
        } else if (event instanceof Event.TlsStarted) {
            return "tls-started";
        } else if (event instanceof Event.TlsFailed) {
            return "tls-failed";
        } else if (event instanceof Event.LoginTried) {
            return "login";
        } else if (event instanceof Event.ContentReceived) {
            return "content";
        } else if (event instanceof Event.ChunkReceived) {
            return "chunk";
        } else if (event instanceof Event.MessageTaken) {
            return "message";
        } else if (event instanceof Event.FaultEnacted) {
            return "fault";
        } else if (event instanceof Event.OctetsDropped) {
            return "octets-dropped";
        } else if (event instanceof Event.LimitReached) {
            return "limit-reached";
        } else if (event instanceof Event.RunBegun) {
            return "run-begun";
        } else if (event instanceof Event.PhaseEntered) {
            return "phase";
        }
        return event instanceof Event.TimePassed ? "time-passed" : "";
    }

    private static String direction(Event event) {
        if (event instanceof Event.CommandReceived
                || event instanceof Event.ContentReceived
                || event instanceof Event.ChunkReceived
                || event instanceof Event.OctetsDropped) {
            return "client";
        } else if (event instanceof Event.ReplySent || event instanceof Event.FaultEnacted) {
            return "server";
        }
        return event instanceof Event.TlsStarted ? "both" : "none";
    }

    private void put(Event event, Map<String, @Nullable Object> shown) {
        if (event instanceof Event.CommandReceived received) {
            shown.put("moment", received.command().moment().id());
            shown.put("line", received.shown());
            shown.put("secret", received.secretFrom() >= 0);
            shown.put("pipelined", received.pipelined());
        } else if (event instanceof Event.ReplySent sent) {
            putReply(sent, shown);
        } else if (event instanceof Event.LoginTried tried) {
            shown.put("mechanism", tried.attempt().mechanism().saslName());
            shown.put("user", tried.attempt().user());
            shown.put("outcome", Ids.of(tried.attempt().outcome()));
        } else if (event instanceof Event.ContentReceived content) {
            shown.put("size", content.size());
            shown.put("bareNewline", content.bareNewline());
        } else if (event instanceof Event.ChunkReceived chunk) {
            shown.put("size", chunk.size());
            shown.put("wanted", chunk.wanted());
        } else if (event instanceof Event.MessageTaken taken) {
            shown.put("message", messages);
            shown.put("from", taken.message().from());
            shown.put("recipients", taken.message().recipients());
            shown.put("size", taken.message().size());
            shown.put("user", taken.message().user().orElse(null));
        } else if (event instanceof Event.FaultEnacted fault) {
            shown.put("moment", fault.moment().id());
            shown.put("fault", fault.fault());
            shown.put("rule", rule(fault.rule()));
        } else {
            putAside(event, shown);
        }
    }

    private static void putReply(Event.ReplySent sent, Map<String, @Nullable Object> shown) {
        Optional<String> enhanced = sent.reply().enhanced().map(EnhancedStatusCode::toString);
        shown.put("moment", sent.moment().id());
        shown.put("code", sent.reply().code());
        shown.put("enhanced", enhanced.orElse(null));
        shown.put("text", sent.reply().text());
        shown.put(
                "lines",
                sent.reply().lines().stream()
                        .map(line -> (line.code() + " " + line.text()).strip())
                        .toList());
        shown.put("octets", sent.octets() == null ? null : sent.octets().toString());
        shown.put("refused", Refused.is(sent));
        shown.put("refusal", sent.refused().map(Refusal::id).orElse(null));
        shown.put("source", sent.refused().map(Refusal::source).orElse(null));
        shown.put("scripted", sent.scripted());
        shown.put("rule", rule(sent.rule()));
    }

    private static @Nullable Map<String, @Nullable Object> rule(Event.@Nullable Fired rule) {
        if (rule == null) {
            return null;
        }
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("name", rule.name());
        shown.put("title", rule.title());
        shown.put("line", rule.line() == 0 ? null : rule.line());
        return shown;
    }

    /** What is neither said by the client nor by the server. */
    private static void putAside(Event event, Map<String, @Nullable Object> shown) {
        if (event instanceof Event.SessionOpened opened) {
            shown.put("listener", opened.listener());
            shown.put("client", opened.client());
            shown.put("security", opened.security().id());
        } else if (event instanceof Event.SessionClosed closed) {
            shown.put("how", Ids.of(closed.how()));
        } else if (event instanceof Event.TlsStarted tls) {
            shown.put("version", tls.version());
            shown.put("cipherSuite", tls.cipherSuite());
        } else if (event instanceof Event.TlsFailed failed) {
            shown.put("alert", failed.alert());
            shown.put("explanation", failed.explanation());
        } else if (event instanceof Event.OctetsDropped dropped) {
            shown.put("count", dropped.count());
            shown.put("reason", dropped.reason());
            shown.put("shown", dropped.shown());
        } else if (event instanceof Event.LimitReached reached) {
            shown.put("limit", reached.limit());
            shown.put("explanation", reached.explanation());
        } else if (event instanceof Event.RunBegun begun) {
            shown.put("scenario", begun.scenario());
            shown.put("seed", begun.seed());
        } else if (event instanceof Event.PhaseEntered entered) {
            shown.put("phase", entered.phase());
        } else if (event instanceof Event.TimePassed passed) {
            shown.put("passed", Durations.written(passed.time()));
        }
    }
}
