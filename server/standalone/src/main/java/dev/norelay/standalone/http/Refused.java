package dev.norelay.standalone.http;

import dev.norelay.journal.Event;
import dev.norelay.smtp.Refusal;

/** Which replies refuse: those of the correct server with a reason, and those of rules that say no in words of their own. */
final class Refused {
    private Refused() {}

    static boolean is(Event.ReplySent sent) {
        return sent.refusal() != null || (sent.scripted() && sent.reply().code() >= 400);
    }

    /** The reason's word, or {@code other}. */
    static String by(Event.ReplySent sent) {
        return sent.refused().map(Refusal::id).orElse(Tally.OTHER);
    }
}
