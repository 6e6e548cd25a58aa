package dev.norelay.session;

import dev.norelay.fault.Fault;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;

/** One step of what a server does at a moment. A list of them is done in order. */
public sealed interface Action {

    /**
     * Replies at once. A 2xx or 3xx carries out the proposal's effect, any other code does not, whatever was proposed.
     */
    record Say(Reply reply) implements Action {}

    /** Refuses in the server's own words; a 421 closes behind it. */
    record Refuse(Refusal refusal) implements Action {}

    /** Takes the proposal's effect at once; its reply leaves when the list ends, never if the connection did first. */
    record Accept() implements Action {}

    /** Accept's reply, and nothing is kept. */
    record Discard() implements Action {}

    /** As if the command had never come. */
    record Ignore() implements Action {}

    /** Does something to the connection. */
    record Enact(Fault fault) implements Action {}
}
