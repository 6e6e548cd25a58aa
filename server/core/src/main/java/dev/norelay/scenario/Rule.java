package dev.norelay.scenario;

import dev.norelay.session.Action;
import dev.norelay.smtp.Moment;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * At a moment, when all conditions match, do these actions. Rules are ordered; the first that matches wins. A rule is
 * asked in this order: phase, conditions, chance, count; where one of them says no, the next rule is looked at.
 *
 * @param name for messages; empty: its moment and place are
 * @param phases in which it holds; empty: in all
 * @param on the moment
 * @param when all of these
 * @param chance from 0 to 1
 * @param count how often
 * @param then in order
 * @param line in the scenario file, from 1; 0 where it comes from elsewhere; it does not count for equality
 */
public record Rule(
        String name,
        Set<String> phases,
        Moment on,
        List<Condition> when,
        double chance,
        Count count,
        List<Action> then,
        int line) {
    public Rule {
        phases = Set.copyOf(phases);
        when = List.copyOf(when);
        then = List.copyOf(then);
        if (then.isEmpty()) {
            throw new IllegalArgumentException("a rule does something: give then(…) at least one action");
        }
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException("a chance is from 0 to 1, not " + chance);
        }
        for (Condition condition : when) {
            if (!condition.key().isKnownAt(on)) {
                throw new IllegalArgumentException(condition.key().id() + " is not known at " + on.id());
            }
        }
        refuseIdle(on, count, then);
    }

    /** What does nothing at its moment would go unnoticed. */
    private static void refuseIdle(Moment on, Count count, List<Action> then) {
        if (!count.per().isKnownAt(on)) {
            throw new IllegalArgumentException("per " + count.per().id() + " is not known at " + on.id());
        }
        if (!then.stream().allMatch(action -> action.actsAt(on))) {
            throw new IllegalArgumentException(
                    "hide and offer act at ehlo, startTlsWith at starttls and tls; nothing of them at " + on.id());
        }
    }

    /** Where it is written does not make it another rule. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Rule that
                && name.equals(that.name)
                && phases.equals(that.phases)
                && on == that.on
                && when.equals(that.when)
                && Double.compare(chance, that.chance) == 0
                && count.equals(that.count)
                && then.equals(that.then);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, phases, on, when, chance, count, then);
    }

    /** As messages call it: {@code rule greylisted (line 7)}. */
    public String title() {
        String called = name.isEmpty() ? "rule on " + on.id() : "rule " + name;
        return line == 0 ? called : called + " (line " + line + ")";
    }
}
