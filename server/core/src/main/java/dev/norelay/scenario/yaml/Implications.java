package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Condition;
import dev.norelay.scenario.Key;
import dev.norelay.scenario.Matcher;
import dev.norelay.smtp.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of conditions without an occasion: which one holds whenever another does, and which can never hold.
 * On the safe side: where it cannot be told, no.
 */
final class Implications {
    private Implications() {}

    /** Whether all of the one hold whenever all of the other do. */
    static boolean implies(List<Condition> given, List<Condition> asked) {
        return asked.stream()
                .allMatch(wanted -> given.stream()
                        .anyMatch(each -> each.key() == wanted.key() && implies(each.matcher(), wanted.matcher())));
    }

    private static boolean implies(Matcher given, Matcher asked) {
        if (given.equals(asked)) {
            return true;
        } else if (given instanceof Matcher.AnyOf any) {
            return any.matchers().stream().allMatch(each -> implies(each, asked));
        } else if (asked instanceof Matcher.AnyOf any) {
            return any.matchers().stream().anyMatch(each -> implies(given, each));
        } else if (asked instanceof Matcher.Not not) {
            return given instanceof Matcher.Not other
                    ? implies(not.matcher(), other.matcher())
                    : not.matcher() instanceof Matcher.None && isPresent(given);
        } else if (asked instanceof Matcher.Range wide && given instanceof Matcher.Range narrow) {
            return wide.least() <= narrow.least() && narrow.most() <= wide.most();
        } else if (asked instanceof Matcher.Text text) {
            boolean literal = given instanceof Matcher.Text
                    && !given.toString().contains("*")
                    && text.glob().matches(given.toString());
            return literal || (text.toString().equals("*") && isPresent(given));
        }
        return false;
    }

    /** Whether it matches only where there is something. */
    private static boolean isPresent(Matcher matcher) {
        return matcher instanceof Matcher.Text || matcher instanceof Matcher.Regex || matcher instanceof Matcher.Range;
    }

    /** Why all of these can never hold together at a moment, or null if they may. */
    static @Nullable Impossible impossible(List<Condition> all, Moment on) {
        for (Condition each : all) {
            if (isImpossible(each)) {
                return new Impossible(each.key(), "`" + each + "` is never so");
            }
        }
        // While a client logs in, it has a user and a mechanism, and is not logged in yet.
        boolean loggingIn = on == Moment.AUTH || on == Moment.ANY;
        for (Condition login : loggingIn ? List.<Condition>of() : all) {
            for (Condition who : all) {
                if (login.key() == Key.AUTHENTICATED && contradicts(login.matcher(), who)) {
                    return new Impossible(who.key(), "`" + who + "` and `" + login + "` exclude each other");
                }
            }
        }
        return null;
    }

    private static boolean contradicts(Matcher authenticated, Condition who) {
        if (who.key() != Key.USER && who.key() != Key.MECHANISM) {
            return false;
        }
        return who.matcher() instanceof Matcher.None
                ? authenticated.equals(Matcher.flag(true))
                : authenticated.equals(Matcher.flag(false)) && isPresent(who.matcher());
    }

    private static boolean isImpossible(Condition condition) {
        if (condition.matcher() instanceof Matcher.Range range) {
            return range.most() < (condition.key() == Key.SESSION || condition.key() == Key.ATTEMPT ? 1 : 0);
        }
        List<String> all = switch (condition.key()) {
            case AUTHENTICATED, PIPELINED, TLS -> List.of("true", "false");
            case PROPOSED -> List.of("accepted", "refused");
            default -> List.of();
        };
        return !all.isEmpty()
                && condition.matcher() instanceof Matcher.Not not
                && all.stream().allMatch(word -> implies(Matcher.Text.of(word), not.matcher()));
    }

    /**
     * Conditions that never hold.
     *
     * @param key at which a person should look
     * @param why in words
     */
    record Impossible(Key key, String why) {}
}
