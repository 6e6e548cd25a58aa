package dev.norelay.scenario;

import dev.norelay.session.Action;
import dev.norelay.smtp.Moment;
import java.util.List;

/**
 * At a moment, when all conditions match, do these actions. Rules are ordered; the first that matches wins.
 *
 * @param on the moment
 * @param when all of these
 * @param times how often it may match; 0: as often as it likes
 * @param then in order
 */
public record Rule(Moment on, List<Condition> when, int times, List<Action> then) {
    public Rule {
        when = List.copyOf(when);
        then = List.copyOf(then);
        if (times < 0) {
            throw new IllegalArgumentException("times is not negative: " + times);
        }
        if (then.isEmpty()) {
            throw new IllegalArgumentException("a rule does something: give then(…) at least one action");
        }
    }
}
