package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Condition;
import dev.norelay.scenario.Count;
import dev.norelay.scenario.Key;
import dev.norelay.scenario.Rule;
import dev.norelay.session.Action;
import dev.norelay.smtp.Moment;
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
    private final Set<String> phases;

    /**
     * @param phases all that the file has
     */
    RulesDecoder(Problems problems, Set<String> phases) {
        this.problems = problems;
        this.phases = phases;
    }

    /**
     * The rules below the key {@code rules} of a section.
     *
     * @param only the phase that they are for, or null where they say so themselves
     */
    List<Rule> decode(Section holder, @Nullable String only) {
        List<Rule> rules = new ArrayList<>();
        List<Tree> items = holder.items("rules");
        for (Tree item : items == null ? List.<Tree>of() : items) {
            if (item instanceof Tree.Mapping map) {
                Rule rule = rule(new Section("rules", map, problems), only);
                if (rule != null) {
                    rules.add(rule);
                }
            } else {
                holder.mistake(
                        item, "rules", "a map in each item, such as `on: rcpt`", "begin each rule with `- on: …`");
            }
        }
        return rules;
    }

    private @Nullable Rule rule(Section section, @Nullable String only) {
        section.require("on", "write `on: …` with the moment at which the rule acts, such as rcpt");
        section.require("then", "write `then: …` with what the server does");
        String name = section.text("name", "");
        Set<String> held = only == null ? phases(section) : Set.of(only);
        Moment on = section.word("on", Moment.values());
        List<Condition> when = on == null ? List.of() : new ConditionsDecoder(problems).decode(section, on);
        double chance = chance(section);
        Count count = count(section, on);
        List<Action> then = on == null ? List.of() : new ActionsDecoder(problems, phases).decode(section, on);
        section.tree("when");
        section.tree("then");
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

    private Set<String> phases(Section section) {
        Set<String> held = new LinkedHashSet<>();
        Tree found = section.tree("while");
        List<Tree> items =
                found instanceof Tree.Sequence list ? list.items() : found == null ? List.of() : List.of(found);
        for (Tree item : items) {
            Tree.Scalar phase = section.scalar(item, "while", "a phase, or a list of them");
            if (phase != null && !phases.contains(phase.text())) {
                section.unknown(phase, "while", List.copyOf(phases));
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
            double chance = Double.parseDouble(text.endsWith("%") ? text.substring(0, text.length() - 1) : "no") / 100;
            if (chance > 0 && chance <= 1) {
                return chance;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        section.mistake(found, "chance", "a percentage above 0% and up to 100%", null);
        return 1;
    }

    private Count count(Section section, @Nullable Moment on) {
        Tree written = section.tree("until");
        Duration until = written == null ? null : section.duration("until", Duration.ofDays(1));
        if (written != null && until != null && (until.isNegative() || until.isZero())) {
            section.mistake(written, "until", "a duration above zero", null);
            until = null;
        }
        Count.Per per = section.word("per", Count.Per.values(), Count.Per.SERVER);
        if (on != null && !known(per, on)) {
            section.refuse("per", "per: " + per.id() + " is not known at " + on.id(), hint(per));
        }
        return new Count(
                section.number("skip", 0, MOST, 0),
                section.number("times", 1, MOST, 0),
                section.number("every", 1, MOST, 1),
                until,
                per);
    }

    private static boolean known(Count.Per per, Moment on) {
        return switch (per) {
            case SERVER, SESSION, CLIENT -> true;
            case USER -> Key.USER.isKnownAt(on);
            case SENDER -> Key.SENDER.isKnownAt(on);
            case RECIPIENT, TRIPLET -> Key.RECIPIENT.isKnownAt(on);
            case MESSAGE -> on == Moment.END_OF_DATA;
        };
    }

    private static String hint(Count.Per per) {
        return per == Count.Per.MESSAGE
                ? "which message it is, is known at end-of-data only"
                : "known at any moment: " + Words.oneOf(Arrays.asList("server", "session", "client"));
    }
}
