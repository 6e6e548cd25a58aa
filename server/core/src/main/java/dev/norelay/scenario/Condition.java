package dev.norelay.scenario;

import dev.norelay.session.Occasion;

/** What must hold for a rule to match. Must not block: it is asked on an event loop. */
@FunctionalInterface
public interface Condition {
    boolean matches(Occasion occasion);
}
