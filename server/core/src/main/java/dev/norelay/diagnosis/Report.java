package dev.norelay.diagnosis;

import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.SessionRecord;
import dev.norelay.scenario.Cause;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Reply;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a diagnosis down for a person: what it is, why, what shows it, what mends it. */
final class Report {
    private Report() {}

    static String of(Diagnosis diagnosis) {
        StringBuilder text = new StringBuilder(500).append(named(diagnosis.cause()));
        line(text, "why:", diagnosis.explanation());
        if (!diagnosis.evidence().isEmpty()) {
            line(text, "evidence:", "session " + diagnosis.evidence().get(0).session());
            diagnosis.evidence().stream()
                    .flatMap(entry -> shown(entry).lines())
                    .forEach(line -> text.append("\n              ").append(line));
        }
        String label = "or:";
        for (Cause other : diagnosis.alternatives()) {
            line(text, label, named(other));
            label = "";
        }
        line(text, "remedy:", diagnosis.remedy());
        diagnosis.seen().forEach((client, words) -> line(text, "seen:", client + ": " + words.strip()));
        return text.toString();
    }

    private static String named(Cause cause) {
        return cause.id() + ": " + cause.sentence();
    }

    private static void line(StringBuilder text, String label, String words) {
        text.append(String.format(Locale.ROOT, "\n  %-10s%s", label, words));
    }

    private static String shown(Entry entry) {
        if (entry.event() instanceof Event.ReplySent sent && sent.moment() == Moment.EHLO) {
            return keywords(sent.reply());
        }
        if (entry.event() instanceof Event.MessageTaken taken) {
            return "-- taken: " + taken.message();
        }
        return new SessionRecord(entry.session(), List.of(entry)).transcript();
    }

    /** The list behind EHLO takes one line here, since most of it is beside the point. */
    private static String keywords(Reply reply) {
        return "S: " + reply.code() + " "
                + reply.lines().stream().map(Reply.Line::text).collect(Collectors.joining(" | "));
    }
}
