package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Condition;
import dev.norelay.scenario.Count;
import dev.norelay.scenario.Rule;
import dev.norelay.session.Action;
import dev.norelay.smtp.Moment;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decodes {@code rules}: the list at the top of a file, and those of single phases. */
final class RulesDecoder {
    private static final int MOST = 1_000_000_000;

    private final Problems problems;
    private final Names names;

    RulesDecoder(Names names, Problems problems) {
        this.problems = problems;
        this.names = names;
    }

    /**
     * The rules below the key {@code rules} of a section.
     *
     * @param only the phases that they are for; empty where they say so themselves
     */
    List<WrittenRule> decode(Section holder, Set<String> only) {
        List<WrittenRule> rules = new ArrayList<>();
        List<Tree> items = holder.items("rules");
        for (Tree item : items == null ? List.<Tree>of() : items) {
            if (item instanceof Tree.Mapping map) {
                Section section = new Section("rules", map, problems);
                Rule rule = rule(section, only);
                if (rule != null) {
                    rules.add(new WrittenRule(rule, section));
                }
            } else {
                holder.mistake(
                        item, "rules", "a map in each item, such as `on: rcpt`", "begin each rule with `- on: …`");
            }
        }
        return rules;
    }

    private @Nullable Rule rule(Section section, Set<String> only) {
        section.require("on", "write `on: …` with the moment at which the rule acts, such as rcpt");
        section.require("then", "write `then: …` with what the server does");
        String name = section.text("name", "");
        Set<String> held = phases(section, only);
        Moment on = section.word("on", Moment.values());
        // Without a moment, the rest is read as at one where all is known, or can be done.
        Moment known = on == null ? Moment.ANY : on;
        List<Condition> when = new ConditionsDecoder(names, problems).decode(section, known);
        double chance = chance(section);
        Count count = count(section, known);
        List<Action> then = new ActionsDecoder(names, problems).decode(section, on == null ? Moment.EHLO : on);
        section.close();
        return on == null || then.isEmpty()
                ? null
                : new Rule(
                        name,
                        held,
                        on,
                        when,
                        chance,
                        count,
                        then,
                        section.place().line());
    }

    private Set<String> phases(Section section, Set<String> only) {
        Set<String> held = new LinkedHashSet<>(only);
        Tree found = section.tree("while");
        if (found != null && !only.isEmpty()) {
            String hint = "take `while` out, or write the rule in the `rules` at the file's top";
            section.refuse("while", "while: this rule stands in the phase " + String.join(", ", only), hint);
            return held;
        }
        if (found instanceof Tree.Sequence list && list.items().isEmpty()) {
            section.mistake(found, "while", "at least one phase", "without `while` it holds in all of them");
        }
        List<Tree> items =
                found instanceof Tree.Sequence list ? list.items() : found == null ? List.of() : List.of(found);
        for (Tree item : items) {
            Tree.Scalar phase = section.scalar(item, "while", "a phase, or a list of them");
            if (phase != null && !names.phases().contains(phase.text())) {
                section.unknown(phase, "while", List.copyOf(names.phases()));
            } else if (phase != null) {
                held.add(phase.text());
            }
        }
        return held;
    }

    private double chance(Section section) {
        Tree.Scalar found = section.scalar("chance", "a percentage, such as 50%");
        if (found == null) {
            return 1;
        }
        try {
            String text = found.text();
            String percent = text.endsWith("%") ? text.substring(0, text.length() - 1) : "no";
            double chance = new BigDecimal(percent).movePointLeft(2).doubleValue();
            if (chance > 0 && chance <= 1) {
                return chance;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        section.mistake(found, "chance", "a percentage above 0% and up to 100%", null);
        return 1;
    }

    private Count count(Section section, Moment on) {
        Tree written = section.tree("until");
        Duration until = written == null ? null : section.duration("until", Duration.ofDays(1));
        if (written != null && until != null && (until.isNegative() || until.isZero())) {
            section.mistake(written, "until", "a duration above zero", null);
            until = null;
        }
        Count.Per per = section.word("per", Count.Per.values(), Count.Per.SERVER);
        if (!per.isKnownAt(on)) {
            section.refuse("per", "per: " + per.id() + " is not known at " + on.id(), hint(per));
            per = Count.Per.SERVER;
        }
        return new Count(
                section.number("skip", 0, MOST, 0),
                section.number("times", 1, MOST, 0),
                section.number("every", 1, MOST, 1),
                until,
                per);
    }

    private static String hint(Count.Per per) {
        return per == Count.Per.MESSAGE
                ? "which message it is, is known at end-of-data only"
                : "known at any moment: " + Words.oneOf(Arrays.asList("server", "session", "client"));
    }
}
