package dev.norelay.scenario;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that can be put forward, never back. Thread-safe. */
final class ForwardClock extends Clock {
    private final Clock base;
    private volatile Duration ahead = Duration.ZERO;

    ForwardClock(Clock base) {
        this.base = base;
    }

    synchronized void forward(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time passes forwards only, not by " + time);
        }
        ahead = ahead.plus(time);
    }

    @Override
    public Instant instant() {
        return base.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    /** As it stands now: it does not follow when this one is put forward. */
    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(base.withZone(zone), ahead);
    }
}
