package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Condition;
import dev.norelay.scenario.Count;
import dev.norelay.scenario.Key;
import dev.norelay.scenario.Matcher;
import dev.norelay.scenario.Rule;
import java.math.BigDecimal;

/** Writes a rule as files do: the reverse of {@link RulesDecoder} and {@link ConditionsDecoder}. */
final class RuleEncoder {
    private RuleEncoder() {}

    /**
     * @throws IllegalArgumentException if no file says it
     */
    static Keys encode(Rule rule) {
        Keys keys = new Keys();
        if (!rule.name().isEmpty()) {
            keys.text("name", rule.name());
        }
        if (!rule.phases().isEmpty()) {
            keys.oneOrList("while", rule.phases().stream().sorted().toList());
        }
        keys.word("on", rule.on());
        if (!rule.when().isEmpty()) {
            keys.map("when", when(rule));
        }
        if (rule.chance() < 1) {
            BigDecimal percent = BigDecimal.valueOf(rule.chance()).movePointRight(2);
            keys.text("chance", percent.stripTrailingZeros().toPlainString() + "%");
        }
        count(rule.count(), keys);
        keys.oneOrList("then", rule.then().stream().map(ActionEncoder::encode).toList());
        return keys;
    }

    private static void count(Count count, Keys keys) {
        if (count.skip() > 0) {
            keys.number("skip", count.skip());
        }
        if (count.times() > 0) {
            keys.number("times", count.times());
        }
        if (count.every() > 1) {
            keys.number("every", count.every());
        }
        if (count.until() != null) {
            keys.duration("until", count.until());
        }
        if (count.per() != Count.Per.SERVER) {
            keys.word("per", count.per());
        }
    }

    private static Keys when(Rule rule) {
        Keys when = new Keys();
        for (Condition each : rule.when()) {
            String key = each.key().id();
            if (when.has(key)) {
                throw new IllegalArgumentException(rule.title() + " asks about " + key
                        + " twice, and no file says that: give one condition, with several values or a regular"
                        + " expression");
            }
            when.addAll(Keys.of(key, value(each.key(), each.matcher())));
        }
        return when;
    }

    private static Object value(Key key, Matcher matcher) {
        if (matcher instanceof Matcher.AnyOf any) {
            return any.matchers().stream().map(each -> value(key, each)).toList();
        } else if (matcher instanceof Matcher.Not not) {
            return Keys.of("not", value(key, not.matcher()));
        } else if (matcher instanceof Matcher.Range range) {
            return Keys.quantity(range.toString());
        } else if (matcher instanceof Matcher.Regex regex) {
            return written(regex);
        }
        String text = matcher.toString();
        boolean flag = key.kind() == Key.Kind.FLAG || (key == Key.TLS && (text.equals("true") || text.equals("false")));
        return flag ? (Object) Boolean.valueOf(text) : text;
    }

    private static String written(Matcher.Regex regex) {
        String pattern = regex.pattern().pattern();
        if (Matcher.Regex.of(pattern).pattern().flags() != regex.pattern().flags()) {
            throw new IllegalArgumentException(
                    regex + " has flags beside it, and no file says that: put them into the expression, as (?i)");
        }
        return regex.toString();
    }
}
