package dev.norelay.assertj;

import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One refusal of a recipient.
 *
 * @param recipient as the client wrote it
 */
record Refused(String recipient, Reply reply) {
    /** Of an RCPT whose path nobody can read: it is answered too, and none of the others with it. */
    private static final String UNREADABLE = "";

    boolean isOf(String address) {
        return recipient.equalsIgnoreCase(address);
    }

    /** All of them, in order. Replies come in the order of their commands, which may be ahead of them (RFC 2920 §3.1). */
    static List<Refused> recipients(List<Entry> entries) {
        Map<Integer, Deque<String>> asked = new HashMap<>();
        List<Refused> refused = new ArrayList<>();
        for (Entry entry : entries) {
            Deque<String> waiting = asked.computeIfAbsent(entry.session(), session -> new ArrayDeque<>());
            if (entry.event() instanceof Event.CommandReceived received
                    && received.command().moment() == Moment.RCPT) {
                waiting.add(
                        received.command() instanceof Command.Rcpt rcpt
                                ? rcpt.forwardPath().text()
                                : UNREADABLE);
            } else if (entry.event() instanceof Event.ReplySent sent && sent.moment() == Moment.RCPT) {
                String recipient = waiting.poll();
                if (recipient != null
                        && !recipient.equals(UNREADABLE)
                        && !sent.reply().isPositive()) {
                    refused.add(new Refused(recipient, sent.reply()));
                }
            }
        }
        return refused;
    }
}
