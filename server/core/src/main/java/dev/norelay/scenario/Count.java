package dev.norelay.scenario;

import dev.norelay.smtp.Ids;
import dev.norelay.smtp.Moment;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often a rule matches, counted for each of something apart: {@code skip 3, times 5} are the matches 4 to 8, {@code
 * every 3} is the 3rd, 6th and so on of those.
 *
 * @param skip so many matches first
 * @param times so often, and then no more; 0: as often as it likes
 * @param every only each such match; 1: each
 * @param until so long after the first match, and then no more; null: for ever
 * @param per what is counted apart
 */
public record Count(
        int skip, int times, int every, @Nullable Duration until, Per per) {
    /** Always. */
    public static final Count ALWAYS = new Count(0, 0, 1, null, Per.SERVER);

    public Count {
        if (skip < 0 || times < 0) {
            throw new IllegalArgumentException("skip and times are not negative: " + skip + ", " + times);
        }
        if (every < 1) {
            throw new IllegalArgumentException("every is at least 1, not " + every);
        }
        if (until != null && (until.isZero() || until.isNegative())) {
            throw new IllegalArgumentException("until is a duration above zero, not " + until);
        }
    }

    /** What is counted apart. */
    public enum Per {
        SERVER,
        SESSION,
        CLIENT,
        USER,
        SENDER,
        RECIPIENT,
        /** Client address, reverse-path, forward-path. */
        TRIPLET,
        /** The same message, whenever it comes; known at end-of-data only. */
        MESSAGE;

        /** Whether it can be told then what is counted apart. */
        public boolean isKnownAt(Moment on) {
            return switch (this) {
                case SERVER, SESSION, CLIENT -> true;
                case USER -> Key.USER.isKnownAt(on);
                case SENDER -> Key.SENDER.isKnownAt(on);
                case RECIPIENT, TRIPLET -> Key.RECIPIENT.isKnownAt(on);
                case MESSAGE -> on == Moment.END_OF_DATA;
            };
        }

        /** The word of scenario files. */
        public String id() {
            return Ids.of(this);
        }

        /** The one with that word, if there is one. */
        public static Optional<Per> ofId(String id) {
            return Ids.find(values(), id);
        }
    }

    /** Whether each match counts, so that nothing need be counted. */
    public boolean isUnlimited() {
        return skip == 0 && times == 0 && every == 1 && until == null;
    }

    /**
     * Whether the nth match counts.
     *
     * @param nth from 1
     * @param sinceFirst time since the first match
     */
    boolean takes(long nth, Duration sinceFirst) {
        long behindSkip = nth - skip;
        if (behindSkip < 1 || (until != null && sinceFirst.compareTo(until) >= 0) || behindSkip % every != 0) {
            return false;
        }
        return times == 0 || behindSkip / every <= times;
    }
}
