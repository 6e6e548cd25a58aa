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

    /** Another answer in the place of the scenario's, and of its words; what the rules do besides stays. */
    List<Action> answering(List<Action> answer) {
        List<Action> all = new ArrayList<>(actions);
        int at = decisive();
        if (at < 0) {
            all.addAll(answer);
            return all;
        }
        int words = wordsBehind(at);
        if (words >= 0) {
            all.remove(words);
        }
        all.remove(at);
        all.addAll(at, answer);
        return all;
    }

    /** A yes in other words, unless the scenario has its own. Behind an end that it wants, they are never said. */
    List<Action> saying(Action.Say yes) {
        int at = decisive();
        boolean own = at >= 0 && (actions.get(at) instanceof Action.Say || wordsBehind(at) >= 0);
        if (own) {
            return actions;
        }
        List<Action> all = new ArrayList<>(actions);
        all.add(yes);
        return all;
    }

    /** The place of what is said for an acceptance (docs/adr/0014); negative where it is the proposal's yes. */
    private int wordsBehind(int at) {
        boolean acceptance = actions.get(at) instanceof Action.Accept || actions.get(at) instanceof Action.Discard;
        return !acceptance
                ? -1
                : IntStream.range(at + 1, actions.size())
                        .filter(i -> isSaid(actions.get(i)))
                        .findFirst()
                        .orElse(-1);
    }

    private static boolean isSaid(Action action) {
        return action instanceof Action.Say || action instanceof Action.Refuse || action instanceof Action.Send;
    }
}
