package dev.norelay.standalone.grade;

import java.time.Duration;

/**
 * What became of a program.
 *
 * @param ended whether it came to an end by itself; else it was ended when its time was over
 * @param exitCode if it ended
 * @param output of both its streams, as they came; bounded, and without what only a terminal obeys
 * @param took how long it ran
 */
public record Ran(boolean ended, int exitCode, String output, Duration took) {
    /** Whether it tells scripts that the mail was sent. */
    public boolean saysSent() {
        return ended && exitCode == 0;
    }
}
