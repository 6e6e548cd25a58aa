package dev.norelay.scenario;

import dev.norelay.session.Action;
import dev.norelay.session.Occasion;
import dev.norelay.smtp.Moment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Rules by moment, so that nothing is paid for rules at other moments, and how often each has matched. */
final class RuleBook {

    /** A rule and its count, which goes along when rules are added. */
    private static final class Counted {
        private final Rule rule;
        private int matched;

        Counted(Rule rule) {
            this.rule = rule;
        }

        synchronized boolean take(Occasion occasion) {
            if (!rule.when().stream().allMatch(condition -> condition.matches(occasion))) {
                return false;
            }
            if (rule.times() > 0 && matched >= rule.times()) {
                return false;
            }
            matched++;
            return true;
        }
    }

    private final List<Counted> all;
    private final Map<Moment, List<Counted>> byMoment = new EnumMap<>(Moment.class);

    private RuleBook(List<Counted> all) {
        this.all = all;
        for (Counted counted : all) {
            for (Moment moment : moments(counted.rule.on())) {
                byMoment.computeIfAbsent(moment, m -> new ArrayList<>()).add(counted);
            }
        }
    }

    static RuleBook of(List<Rule> rules) {
        return new RuleBook(rules.stream().map(Counted::new).toList());
    }

    private static List<Moment> moments(Moment on) {
        return on == Moment.ANY ? List.of(Moment.values()) : List.of(on);
    }

    RuleBook with(Rule rule) {
        List<Counted> more = new ArrayList<>(all);
        more.add(new Counted(rule));
        return new RuleBook(more);
    }

    List<Rule> rules() {
        return all.stream().map(counted -> counted.rule).toList();
    }

    List<Action> decide(Occasion occasion) {
        List<Counted> candidates = byMoment.get(occasion.proposal().moment());
        if (candidates != null) {
            for (Counted candidate : candidates) {
                if (candidate.take(occasion)) {
                    return candidate.rule.then();
                }
            }
        }
        return List.of();
    }
}
