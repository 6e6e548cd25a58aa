package dev.norelay.standalone;

import dev.norelay.conduct.Finding;
import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.Message;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Problem;
import dev.norelay.smtp.Ids;
import dev.norelay.smtp.Reply;
import dev.norelay.standalone.story.Playing;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One line an event, for a person who watches; a session that failed is explained behind its last line. */
final class TextEvents implements EventWriter {
    private static final String BAR = "  | ";

    private final Output output;
    private final Paint paint;
    private final int width;
    private final DateTimeFormatter clock;
    private volatile @Nullable Playing playing;

    /**
     * Writes for a terminal.
     *
     * @param width where explanations are folded
     * @param zone of the times shown
     */
    TextEvents(Output output, Paint paint, int width, ZoneId zone) {
        this.output = output;
        this.paint = paint;
        this.width = width;
        this.clock = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    @Override
    public void ready(Playing begun) {
        playing = begun;
        output.print(new Banner(begun, paint).text());
    }

    @Override
    public void happened(Entry entry, @Nullable Diagnosis diagnosis, List<Finding> findings) {
        String line = line(entry.event());
        if (line == null) {
            return;
        }
        String front = paint.faint(clock.format(entry.time()) + " [" + entry.session() + "]") + " ";
        String text = front + line + "\n";
        if (entry.event() instanceof Event.ReplySent sent && sent.refusal() != null) {
            text += front + paint.bad("   refused: " + sent.refusal().id()) + "\n";
        }
        output.print(text + (diagnosis == null ? "" : explained(diagnosis)) + judged(findings, diagnosis == null));
    }

    private @Nullable String line(Event event) {
        if (event instanceof Event.CommandReceived received) {
            return "C: " + shown(received.shown());
        } else if (event instanceof Event.ReplySent sent) {
            String reply = "S: "
                    + shown(
                            sent.octets() == null
                                    ? reply(sent.reply())
                                    : sent.octets().toString());
            return JsonEvents.isRefusal(sent) ? paint.bad(reply) : reply;
        } else if (event instanceof Event.ContentReceived content) {
            return "C: (a message of " + octets(content.size()) + ")";
        } else if (event instanceof Event.ChunkReceived chunk) {
            return "C: (a chunk of " + octets(chunk.size()) + (chunk.wanted() ? ")" : ", not wanted)");
        } else if (event instanceof Event.MessageTaken taken) {
            return paint.good("   taken: " + shown(mail(taken.message())));
        } else if (event instanceof Event.SessionClosed closed) {
            return paint.faint("-- " + words(closed.how()));
        }
        String aside = aside(event);
        return aside == null ? null : paint.faint(shown(aside));
    }

    /** What is neither said by the client nor by the server. */
    private static @Nullable String aside(Event event) {
        if (event instanceof Event.SessionOpened opened) {
            return "-- " + opened.client() + " connects to " + opened.listener();
        } else if (event instanceof Event.TlsStarted tls) {
            return "-- TLS is up: " + tls.version() + ", " + tls.cipherSuite();
        } else if (event instanceof Event.TlsFailed failed) {
            return "-- TLS failed: " + failed.explanation();
        } else if (event instanceof Event.LoginTried tried) {
            String user = tried.attempt().user();
            return "   login" + (user.isEmpty() ? "" : " of " + user) + ": "
                    + Ids.of(tried.attempt().outcome()).replace('-', ' ');
        } else if (event instanceof Event.FaultEnacted fault) {
            return "-- on purpose, at " + fault.moment().id() + ": " + fault.fault();
        } else if (event instanceof Event.LimitReached reached) {
            return "-- limit " + reached.limit() + ": " + reached.explanation();
        } else if (event instanceof Event.EntriesMissed missed) {
            return "-- " + missed.count() + " events are missing here: the output was read too slowly";
        } else if (event instanceof Event.OctetsDropped dropped) {
            return "-- " + octets(dropped.count()) + " dropped, " + dropped.reason() + ": " + dropped.shown();
        }
        return null;
    }

    private static String reply(Reply reply) {
        return reply.code() + " " + reply.lines().stream().map(Reply.Line::text).collect(Collectors.joining(" | "));
    }

    private static String mail(Message message) {
        return octets(message.size()) + " from <" + message.from() + "> to "
                + message.recipients().stream()
                        .map(recipient -> "<" + recipient + ">")
                        .collect(Collectors.joining(", "))
                + message.user().map(user -> ", sent by " + user).orElse(", not logged in");
    }

    private static String octets(long count) {
        return count == 1 ? "1 octet" : String.format(Locale.ROOT, "%,d octets", count);
    }

    private static String words(Event.How how) {
        return switch (how) {
            case QUIT -> "closed, as the client asked for";
            case CLIENT_CLOSED -> "the client left without QUIT";
            case CLIENT_RESET -> "the client reset the connection";
            case SERVER_CLOSED -> "closed by the server";
            case SERVER_CUT -> "cut by the server";
            case SERVER_HALF_CLOSED -> "half closed by the server";
            case SERVER_RESET -> "reset by the server";
            case TLS_FAILED -> "closed, since TLS failed";
            case IDLE -> "closed, since the client was silent for too long";
            case SHUTDOWN -> "closed, since norelay ends";
        };
    }

    /** Clients send what they like, and a terminal obeys control characters. */
    private static String shown(String text) {
        return text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }

    private String explained(Diagnosis diagnosis) {
        StringBuilder text = new StringBuilder("\n");
        text.append(BAR)
                .append(paint.bold(
                        diagnosis.cause().id() + ": " + diagnosis.cause().sentence()))
                .append('\n');
        Playing now = playing;
        boolean told = now != null && now.scenario().diagnosis().contains(diagnosis.cause());
        if (now != null && told && !now.scenario().cause().isBlank()) {
            labelled(text, "Cause", now.scenario().cause());
        }
        labelled(text, "Found", diagnosis.explanation());
        diagnosis.alternatives().forEach(other -> labelled(text, "Or", other.id() + ": " + other.sentence()));
        boolean more = now != null && !now.server().phase().equals(Phase.FIXED);
        labelled(text, "Remedy", diagnosis.remedy() + (told && more ? " Then type fix." : ""));
        String label = "People see";
        for (Map.Entry<String, String> seen : diagnosis.seen().entrySet()) {
            labelled(text, label, seen.getKey() + ": " + seen.getValue());
            label = "";
        }
        return text.append('\n').toString();
    }

    /** Each kind once: a client that does one thing wrong does it again and again. */
    private String judged(List<Finding> findings, boolean alone) {
        StringBuilder text = new StringBuilder();
        Set<String> told = new HashSet<>();
        for (Finding finding : findings) {
            if (told.add(finding.id())) {
                text.append(BAR)
                        .append(paint.bold(finding.severity().id() + " " + finding.id()))
                        .append('\n');
                labelled(text, "Found", finding.sentence() + " (" + finding.source() + ")");
                labelled(text, "Instead", finding.goodClient());
            }
        }
        return text.length() == 0 ? "" : (alone ? "\n" : "") + text + "\n";
    }

    private void labelled(StringBuilder text, String label, String words) {
        int room = Math.max(30, width - BAR.length() - 12);
        String front = label;
        StringBuilder line = new StringBuilder();
        for (String word : shown(words.strip().replaceAll("\\s+", " ")).split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > room) {
                text.append(BAR).append(String.format(Locale.ROOT, "%-12s%s%n", front, line));
                line.setLength(0);
                front = "";
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        text.append(BAR).append(String.format(Locale.ROOT, "%-12s%s%n", front, line));
    }

    @Override
    public void reloaded(Playing now) {
        output.print(paint.good("Reloaded " + now.scenario().name() + ": "
                        + now.scenario().title() + ".") + "\n" + new Banner(now, paint).settingsNow() + "\n");
    }

    @Override
    public void fixed(Playing now) {
        String remedy = now.scenario().remedy().strip();
        boolean done = now.server().phase().equals(Phase.FIXED);
        output.print(paint.good(done ? "The remedy is done." : "A first remedy is done; type fix for the next one.")
                + (remedy.isEmpty() ? "" : " " + remedy) + "\n" + new Banner(now, paint).settingsNow() + "\n");
    }

    @Override
    public void reset(Playing now) {
        output.print("Back at the beginning of " + now.scenario().name() + ".\n" + new Banner(now, paint).settingsNow()
                + "\n");
    }

    @Override
    public void diagnosis(Diagnosis diagnosis) {
        output.print(explained(diagnosis));
    }

    @Override
    public void error(String message, List<Problem> problems) {
        output.print(message.lines().map(TextEvents::shown).collect(Collectors.joining("\n", "norelay: ", "\n")));
    }
}
