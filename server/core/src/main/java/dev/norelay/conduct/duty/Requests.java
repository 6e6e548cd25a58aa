package dev.norelay.conduct.duty;

import dev.norelay.smtp.Command;
import java.util.ArrayList;
import java.util.List;

/** What makes a request of a mail transaction the same again: all that was said up to it (RFC 5321 §4.2.1). */
final class Requests {
    private Requests() {}

    static List<Object> key(Mailing mailing, Turn turn) {
        List<Object> key = new ArrayList<>(mailing.beginning());
        if (turn.is(Command.Rcpt.class)) {
            key.add(Mailing.path(turn));
        } else if (!turn.is(Command.Mail.class)) {
            key.addAll(mailing.named());
            key.add(turn.moment());
            turn.content().ifPresent(content -> key.add(content.size()));
        }
        return key;
    }

    /** It, in words. */
    static String words(Turn turn) {
        return turn.content().isPresent() ? "the message" : "\"" + turn.line() + "\"";
    }
}
