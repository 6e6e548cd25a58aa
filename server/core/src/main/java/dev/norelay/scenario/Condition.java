package dev.norelay.scenario;

import dev.norelay.session.Occasion;
import dev.norelay.smtp.Moment;

/**
 * One thing that must hold for a rule to match.
 *
 * @param key what is asked about
 * @param matcher what it is compared with
 */
public record Condition(Key key, Matcher matcher) {
    public Condition {
        if (!matcher.fits(key.kind())) {
            throw new IllegalArgumentException(key.id() + " is not compared with " + matcher
                    + (key.kind().isMeasured() ? ": it is a number" : ": it is no number"));
        }
    }

    boolean matches(Occasion occasion) {
        return key.isKnownAt(occasion.proposal().moment()) && matcher.matches(Facts.of(key, occasion));
    }

    /** Why it does not match there, as in {@code recipient is ann@example.test, not *@partner.test}. */
    String miss(Occasion occasion) {
        Moment moment = occasion.proposal().moment();
        if (!key.isKnownAt(moment)) {
            return key.id() + " is not known at " + moment.id();
        }
        if (key == Key.COMMAND && Spoken.maySayASecret(moment)) {
            return "command is not " + matcher;
        }
        Fact fact = Facts.of(key, occasion);
        int others = key == Key.RECIPIENT || key == Key.HEADER ? fact.texts().size() - 1 : 0;
        String found = others > 0 ? fact + " (and " + others + " more)" : fact.toString();
        return key.id() + " is " + found
                + (matcher instanceof Matcher.Not not ? ", which is " + not.matcher() : ", not " + matcher);
    }

    /** As in a file: {@code recipient: "*@partner.test"}. */
    @Override
    public String toString() {
        return key.id() + ": " + matcher;
    }
}
