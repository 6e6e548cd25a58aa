package dev.norelay.subethasmtp;

import dev.norelay.session.Action;
import dev.norelay.session.Effect;
import dev.norelay.session.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a scenario has decided at a moment, before anybody behind it is asked.
 *
 * @param proposal of a correct server
 * @param actions of the scenario's rules
 */
record Ruling(Proposal proposal, List<Action> actions) {

    /** The place of the action by which the command is carried out or not; negative where it is the proposal's. */
    private int decisive() {
        return IntStream.range(0, actions.size())
                .filter(i -> decides(actions.get(i)))
                .findFirst()
                .orElse(-1);
    }

    private static boolean decides(Action action) {
        return action instanceof Action.Accept
                || action instanceof Action.Discard
                || action instanceof Action.Say
                || action instanceof Action.Refuse;
    }

    /** Whether the command is carried out, unless somebody behind the scenario refuses. A discarded message is not. */
    boolean accepts() {
        int at = decisive();
        if (at < 0) {
            return goesOn() && proposal.accepts();
        }
        Action action = actions.get(at);
        return action instanceof Action.Accept
                || (action instanceof Action.Discard && !(proposal.effect() instanceof Effect.Deliver))
                || (action instanceof Action.Say say && say.reply().isPositive());
    }

    /** Whether the rules leave the answer to the proposal. */
    boolean goesOn() {
        return actions.stream().noneMatch(Action::isAnswer);
    }

    /** Another answer in the place of the scenario's; what the rules do besides stays. */
    List<Action> answering(List<Action> answer) {
        List<Action> all = new ArrayList<>(actions);
        int at = decisive();
        if (at < 0) {
            all.addAll(answer);
        } else {
            all.remove(at);
            all.addAll(at, answer);
        }
        return all;
    }

    /** A yes in other words, unless the scenario has its own, or an end that comes before them. */
    List<Action> saying(Action.Say yes) {
        int at = decisive();
        if (at < 0) {
            return answering(List.of(yes));
        }
        List<Action> besides = new ArrayList<>(actions);
        besides.remove(at);
        boolean own = actions.get(at) instanceof Action.Say
                || besides.stream().anyMatch(Action::isAnswer); // as in reply-lost: taken, and closed
        if (own) {
            return actions;
        }
        besides.add(yes); // where the reply of accept leaves too: at the end
        return besides;
    }
}
