package dev.norelay.session;

import java.util.List;

/**
 * Decides what a server really does, given what a correct one would do. An extension point: what no rule can say, a
 * script can.
 *
 * <p>Next on the main path: {@code dev.norelay.wire.SessionDriver} enacts the actions.
 */
@FunctionalInterface
public interface Script {
    /** Keeps every proposal. */
    Script CORRECT = occasion -> List.of();

    /**
     * What to do. A list with no answer in it (accept, discard, ignore, say, refuse, a stall or an end) goes on with the
     * proposal; so an empty list keeps it.
     */
    List<Action> decide(Occasion occasion);

    /**
     * The session has ended. Told once, behind its last decision, on a worker; also of sessions that came to nothing.
     *
     * @param session the one of all its occasions; it tells nothing more than which one this is
     */
    default void over(Session session) {}
}
