package dev.norelay.session;

import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a server says yes: its greeting, its list at EHLO, its positive replies. What is missing is said plainly.
 *
 * @param replies by moment, placeholders still in; CONNECT has the greeting
 * @param ehlo the list at EHLO, its first line first; empty: the plain one
 */
public record Acceptances(Map<Moment, Reply> replies, List<Line> ehlo) {

    /** Everything in plain words. */
    public static final Acceptances PLAIN = new Acceptances(Map.of(), List.of());

    /** When a line is listed, if the policy does not speak against it. */
    public enum When {
        ALWAYS,
        BEFORE_TLS,
        IN_TLS;

        boolean holds(boolean tls) {
            return this == ALWAYS || (this == IN_TLS) == tls;
        }
    }

    /** A line of the list, without code; placeholders still in. */
    public record Line(String text, When when) {}

    public Acceptances {
        replies = Map.copyOf(replies);
        ehlo = List.copyOf(ehlo);
    }

    /** The words for a moment, if this server has some of its own. */
    Optional<Reply> reply(Moment moment) {
        return Optional.ofNullable(replies.get(moment));
    }

    /** Whether the yes to a message tells its Message-ID, so that its header must be known by then. */
    public boolean quotesHeader() {
        return reply(Moment.END_OF_DATA)
                .filter(reply -> reply.toString().contains("{message-id}"))
                .isPresent();
    }
}
