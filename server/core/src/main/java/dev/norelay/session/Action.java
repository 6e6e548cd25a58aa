package dev.norelay.session;

import dev.norelay.fault.Fault;
import dev.norelay.fault.TlsFault;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.time.Duration;
import java.util.List;

/** One step of what a server does at a moment. A list of them is done in order. */
public sealed interface Action {

    /** Whether a list with this in it does without the proposal. */
    default boolean isAnswer() {
        boolean passing = this instanceof Hold
                || this instanceof StartTlsWith
                || this instanceof Keywords
                || this instanceof Become
                || (this instanceof Enact enact && enact.fault().isPassing());
        return !passing;
    }

    /** Whether it does anything at that moment. */
    default boolean actsAt(Moment on) {
        if (this instanceof Keywords) {
            return on == Moment.EHLO;
        }
        return !(this instanceof StartTlsWith) || on == Moment.STARTTLS || on == Moment.TLS;
    }

    /**
     * Replies at once. A 2xx or 3xx carries out the proposal's effect, any other code does not, whatever was proposed.
     */
    record Say(Reply reply) implements Action {}

    /** Refuses in the server's own words; a 421 closes behind it. */
    record Refuse(Refusal refusal) implements Action {}

    /**
     * Takes the proposal's effect at once; its reply leaves when the list ends, never if the connection did first, nor if
     * something else is said behind it: that is the reply then, whatever it is.
     */
    record Accept() implements Action {}

    /** As accept, and nothing is kept. */
    record Discard() implements Action {}

    /** As if the command had never come. */
    record Ignore() implements Action {}

    /** Does something to the connection. */
    record Enact(Fault fault) implements Action {}

    /** Writes octets as they are, and has no effect on the session; the first behind an acceptance are its reply. */
    record Send(Octets octets) implements Action {}

    /** At STARTTLS or when a handshake is due: that comes in the handshake's place. */
    record StartTlsWith(TlsFault fault) implements Action {}

    /** This reply leaves behind the next one. */
    record Hold() implements Action {}

    /**
     * Changes the list of keywords, at EHLO: the proposal goes on without some of them and with others.
     *
     * @param hide in any case of letters
     * @param offer whole lines, as {@code SIZE 0}
     */
    record Keywords(List<String> hide, List<String> offer) implements Action {}

    /**
     * Enters a phase of the story.
     *
     * @param after so long from now
     */
    record Become(String phase, Duration after) implements Action {
        public Become {
            if (after.isNegative()) {
                throw new IllegalArgumentException("a phase is entered now or later, not after " + after);
            }
        }
    }
}
