package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Rule;
import dev.norelay.session.Action;
import dev.norelay.smtp.Moment;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds rules that can never fire: others come before them whenever they could, their conditions never hold together, or
 * nobody enters their phase. And phases that nobody enters. On the safe side: what may fire is not reported.
 */
final class DeadRules {
    /** Each rule is compared with all before it; no person writes more of them. */
    private static final int MOST_COMPARED = 2_000;

    private final List<WrittenRule> rules;
    private final Set<String> entered = new LinkedHashSet<>();
    private final Problems problems;

    /**
     * @param rules in the order in which they are looked at
     * @param steps the phases that remedies lead through
     */
    DeadRules(List<WrittenRule> rules, Collection<String> steps, Problems problems) {
        this.rules = rules;
        this.problems = problems;
        entered.add(Phase.BROKEN);
        entered.addAll(steps);
        while (enterMore()) {
            // A phase that is entered may hold rules that lead to others.
        }
    }

    private boolean enterMore() {
        boolean more = false;
        for (WrittenRule each : rules) {
            for (Action action : isHeld(each.rule()) ? each.rule().then() : List.<Action>of()) {
                more |= action instanceof Action.Become become && entered.add(become.phase());
            }
        }
        return more;
    }

    private boolean isHeld(Rule rule) {
        return rule.phases().isEmpty() || rule.phases().stream().anyMatch(entered::contains);
    }

    /** Reports the rules. */
    void report() {
        for (int i = 0; i < rules.size(); i++) {
            WrittenRule written = rules.get(i);
            Rule rule = written.rule();
            Implications.Impossible impossible = Implications.impossible(rule.when(), rule.on());
            if (!isHeld(rule)) {
                enteredByNobody(written);
            } else if (impossible != null) {
                Place place =
                        written.section().section("when").key(impossible.key().id());
                problems.add(place, neverFires(rule) + impossible.why(), null);
            } else if (i < MOST_COMPARED) {
                shadowed(written, rules.subList(0, i));
            }
        }
    }

    /** A rule that stands in the phase is dead with it, and that is said of the phase. */
    private void enteredByNobody(WrittenRule written) {
        if (written.section().has("while")) {
            Set<String> phases = written.rule().phases();
            report(written, "while", "nobody enters " + Words.oneOf(sorted(phases)), enter(phases));
        }
    }

    private void shadowed(WrittenRule written, List<WrittenRule> earlier) {
        Rule rule = written.rule();
        Set<String> before = new LinkedHashSet<>();
        for (String phase : entered) {
            if (rule.phases().isEmpty() || rule.phases().contains(phase)) {
                String first = first(rule, phase, earlier);
                if (first == null) {
                    return;
                }
                before.add(first);
            }
        }
        String hint = "put it first, or say in the earlier one when it holds or how often";
        report(written, "on", String.join(" or ", before) + " comes first, whenever it could", hint);
    }

    /** Which of the earlier rules takes all in that phase that this one would. */
    private static @Nullable String first(Rule rule, String phase, List<WrittenRule> earlier) {
        return earlier.stream()
                .map(WrittenRule::rule)
                .filter(other -> other.on() == rule.on() || other.on() == Moment.ANY)
                .filter(other -> other.phases().isEmpty() || other.phases().contains(phase))
                .filter(other -> other.chance() >= 1 && other.count().isUnlimited())
                .filter(other -> Implications.implies(rule.when(), other.when()))
                .findFirst()
                .map(Rule::title)
                .orElse(null);
    }

    /** Reports the phases of a file that nobody enters. */
    void reportPhases(Section phases) {
        for (String phase : phases.names()) {
            if (!entered.contains(phase)) {
                phases.refuse(phase, "nobody enters the phase " + phase, enter(List.of(phase)));
            }
        }
    }

    private void report(WrittenRule written, String key, String why, String hint) {
        problems.add(written.at(key), neverFires(written.rule()) + why, hint);
    }

    private static String neverFires(Rule rule) {
        // The place tells the line.
        return (rule.name().isEmpty() ? "this rule" : "rule " + rule.name()) + " can never fire: ";
    }

    private static String enter(Collection<String> phases) {
        return "remedies lead to broken and fixed; to another one, `then: { become: "
                + sorted(phases).get(0) + " }` in a rule";
    }

    private static List<String> sorted(Collection<String> phases) {
        return phases.stream().sorted().toList();
    }
}
