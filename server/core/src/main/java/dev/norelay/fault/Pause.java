package dev.norelay.fault;

import java.time.Duration;

/**
 * Lets some time pass before what comes next.
 *
 * @param duration not negative
 */
public record Pause(Duration duration) implements Fault {
    public Pause {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a pause is not negative: " + duration);
        }
    }

    @Override
    public String id() {
        return "pause";
    }

    @Override
    public boolean isPassing() {
        return true;
    }

    @Override
    public void enact(Wire wire) {
        wire.pause(duration);
    }
}
