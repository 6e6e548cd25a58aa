package dev.norelay.scenario;

import dev.norelay.smtp.Moment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a good client does.
 *
 * @param failsAt where the refusal falls, or null where the run shows it
 * @param retry when it should try again by itself, or null where the cause decides
 * @param keepsMail whether the mail must still be there afterwards
 * @param delivers how often each recipient gets the mail in the end
 */
public record Expectation(
        @Nullable Moment failsAt, @Nullable Retry retry, boolean keepsMail, Delivers delivers) {
    /** What holds where a file says nothing. */
    public static final Expectation DEFAULT = new Expectation(null, null, true, Delivers.ONCE);

    /** When a good client tries again by itself. */
    public enum Retry {
        NEVER,
        AFTER_CHANGE,
        LATER,
        AT_ONCE
    }

    /** How often each recipient gets the mail in the end. */
    public enum Delivers {
        ONCE,
        AT_MOST_ONCE
    }

    /** The moment at which the file says the refusal falls. */
    public Optional<Moment> failsAtMoment() {
        return Optional.ofNullable(failsAt);
    }
}
