package dev.norelay.outbox;

import java.time.Duration;
import java.util.List;

/** How long a mail waits between two tries that it makes by itself (RFC 5321 §4.5.4.1). */
final class BackOff {
    /** Greylisting is over after five minutes; after the last one everything goes at that pace. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4));

    private BackOff() {}

    /**
     * The pause behind a try.
     *
     * @param tries so far, at least one
     */
    static Duration after(int tries) {
        return PAUSES.get(Math.min(Math.max(tries, 1), PAUSES.size()) - 1);
    }
}
