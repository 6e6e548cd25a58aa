package dev.norelay.session;

import java.util.List;
import java.util.function.Supplier;

/**
 * A moment of a session that waits for a decision.
 *
 * @param session as it is before the decision; must not be read later
 * @param profile of the server
 * @param proposal what a correct server would answer
 * @param circumstances beyond the session
 * @param rules what the scenario's rules say, for a {@link Script} that stands before or behind them; asking counts as a
 *     match of the rule, so it is asked once
 */
public record Occasion(
        Session session,
        ServerProfile profile,
        Proposal proposal,
        Circumstances circumstances,
        Supplier<List<Action>> rules) {

    /** One without rules, or for the rules themselves. */
    public Occasion(Session session, ServerProfile profile, Proposal proposal, Circumstances circumstances) {
        this(session, profile, proposal, circumstances, List::of);
    }
}
