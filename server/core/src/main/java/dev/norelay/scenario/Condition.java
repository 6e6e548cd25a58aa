package dev.norelay.scenario;

import dev.norelay.session.Occasion;

/**
 * One thing that must hold for a rule to match.
 *
 * @param key what is asked about
 * @param matcher what it is compared with
 */
public record Condition(Key key, Matcher matcher) {
    boolean matches(Occasion occasion) {
        return key.isKnownAt(occasion.proposal().moment()) && matcher.matches(Facts.of(key, occasion));
    }

    /** Why it does not match there, as in {@code recipient is ann@example.test, not *@partner.test}. */
    String miss(Occasion occasion) {
        if (!key.isKnownAt(occasion.proposal().moment())) {
            return key.id() + " is not known at " + occasion.proposal().moment().id();
        }
        return key.id() + " is " + Facts.of(key, occasion) + ", not " + matcher;
    }

    /** As in a file: {@code recipient: "*@partner.test"}. */
    @Override
    public String toString() {
        return key.id() + ": " + matcher;
    }
}
