package dev.norelay.journal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a session down as a dialogue. */
final class Transcript {
    private Transcript() {}

    static String of(SessionRecord session) {
        StringBuilder text = new StringBuilder();
        for (Entry entry : session.entries()) {
            if (entry.event() instanceof Event.ReplySent sent) {
                reply(sent, text);
            } else {
                String line = line(session.id(), entry.event());
                if (line != null) {
                    text.append(line).append('\n');
                }
            }
        }
        return text.toString();
    }

    private static void reply(Event.ReplySent sent, StringBuilder text) {
        String said =
                sent.octets() == null ? sent.reply().toString() : sent.octets().toString();
        for (String line : said.strip().split("\r\n", -1)) {
            text.append("S: ").append(line).append('\n');
        }
        if (sent.refusal() != null) {
            text.append("   [refused: ").append(sent.refusal().id()).append("]\n");
        }
    }

    private static @Nullable String line(int session, Event event) {
        if (event instanceof Event.SessionOpened opened) {
            return "-- session " + session + ": " + opened.client() + " to " + opened.listener() + " ("
                    + opened.security().id() + ")";
        } else if (event instanceof Event.CommandReceived received) {
            return "C: " + received.shown();
        } else if (event instanceof Event.ContentReceived content) {
            return "C: [message of " + content.size() + " octets]";
        } else if (event instanceof Event.ChunkReceived chunk) {
            return "C: [chunk of " + chunk.size() + " octets" + (chunk.wanted() ? "]" : ", not wanted]");
        } else if (event instanceof Event.TlsStarted tls) {
            return "-- " + tls.version() + " " + tls.cipherSuite();
        } else if (event instanceof Event.TlsFailed failed) {
            return "-- TLS failed: " + failed.explanation();
        } else if (event instanceof Event.LoginTried tried) {
            return "   [login: " + words(tried.attempt().outcome()) + "]";
        } else if (event instanceof Event.FaultEnacted fault) {
            return "-- fault at " + fault.moment().id() + ": " + fault.fault();
        } else if (event instanceof Event.OctetsDropped dropped) {
            return "-- " + dropped.count() + " octets dropped, " + dropped.reason() + ": " + dropped.shown();
        } else if (event instanceof Event.LimitReached reached) {
            return "-- limit " + reached.limit() + ": " + reached.explanation();
        } else if (event instanceof Event.SessionClosed closed) {
            return "-- closed: " + words(closed.how());
        }
        return null;
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
