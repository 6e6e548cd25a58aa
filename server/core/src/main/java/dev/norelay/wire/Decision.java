package dev.norelay.wire;

import dev.norelay.journal.Event;
import dev.norelay.session.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server does at a moment.
 *
 * @param actions in order; none keeps the proposal
 * @param rule that says so; null where none does, or a script
 */
record Decision(List<Action> actions, Event.@Nullable Fired rule) {
    /** The proposal stands. */
    static final Decision NONE = new Decision(List.of(), null);
}
