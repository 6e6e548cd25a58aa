package dev.norelay.session;

/**
 * A moment of a session that waits for a decision.
 *
 * @param session as it is before the decision; must not be kept
 * @param profile of the server
 * @param proposal what a correct server would answer
 * @param circumstances beyond the session
 */
public record Occasion(Session session, ServerProfile profile, Proposal proposal, Circumstances circumstances) {}
