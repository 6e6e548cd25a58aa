package dev.norelay.scenario;

import java.time.Duration;

/** Durations as scenario files write them. */
public final class Durations {
    private Durations() {}

    /** In the largest unit that leaves no remainder: {@code 2s}, {@code 500ms}, {@code -400d}. */
    public static String written(Duration duration) {
        long millis = duration.toMillis();
        long[] units = {86_400_000, 3_600_000, 60_000, 1_000};
        String[] names = {"d", "h", "m", "s"};
        for (int i = 0; i < units.length; i++) {
            if (millis != 0 && millis % units[i] == 0) {
                return millis / units[i] + names[i];
            }
        }
        return millis == 0 ? "0s" : millis + "ms";
    }
}
