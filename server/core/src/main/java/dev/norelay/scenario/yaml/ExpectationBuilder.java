package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Expectation;
import dev.norelay.smtp.Moment;

/** What a good client does, in Java. Says what differs from {@link Expectation#DEFAULT}. Not thread-safe. */
public final class ExpectationBuilder {
    private final Keys keys;

    ExpectationBuilder(Keys keys) {
        this.keys = keys;
    }

    /** Where the refusal falls; where the run shows it, unless given. */
    public ExpectationBuilder failsAt(Moment moment) {
        keys.word("fails-at", moment);
        return this;
    }

    /** When it should try again by itself; by the cause, unless given. */
    public ExpectationBuilder retry(Expectation.Retry when) {
        keys.word("retry", when);
        return this;
    }

    /** Whether the mail must still be there afterwards. */
    public ExpectationBuilder keepsMail(boolean whether) {
        keys.flag("keeps-mail", whether);
        return this;
    }

    /** How often each recipient gets the mail in the end. */
    public ExpectationBuilder delivers(Expectation.Delivers often) {
        keys.word("delivers", often);
        return this;
    }
}
