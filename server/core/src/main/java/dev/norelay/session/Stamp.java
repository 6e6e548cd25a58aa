package dev.norelay.session;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What a server stamps on its replies: the time, and queue ids.
 *
 * @param seed of the run: the same seed, the same ids
 * @param session its number in the run
 * @param clock for the time
 */
public record Stamp(long seed, int session, Clock clock) {
    private static final DateTimeFormatter RFC_5322 =
            DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss xx", Locale.ENGLISH);
    private static final long PRIME = 1_000_003;

    /** Twelve hexadecimal digits, one number for each transaction of each session. */
    String id(int transaction) {
        long start = (seed * PRIME + session) * PRIME + transaction;
        return String.format(Locale.ROOT, "%012X", new SplittableRandom(start).nextLong() >>> 16);
    }

    /** Now, as a header says it (RFC 5322 §3.3). */
    String date() {
        return RFC_5322.format(clock.instant().atOffset(ZoneOffset.UTC));
    }

    /** Now, in seconds since 1970. */
    long unixTime() {
        return clock.instant().getEpochSecond();
    }
}
