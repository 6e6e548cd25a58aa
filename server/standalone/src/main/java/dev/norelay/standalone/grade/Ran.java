package dev.norelay.standalone.grade;

import java.time.Duration;

/**
 * What became of a program.
 *
 * @param ended whether it came to an end by itself; else it was ended when its time was over
 * @param exitCode if it ended
 * @param how it came to its end, for a person
 * @param output of both its streams, as they came; bounded, and without what only a terminal obeys
 * @param took how long it ran
 */
public record Ran(boolean ended, int exitCode, String how, String output, Duration took) {
    /** That came to an end by itself. */
    static Ran ended(int exitCode, String output, Duration took) {
        return new Ran(true, exitCode, "exit code " + exitCode, output, took);
    }

    /** That was ended. */
    static Ran stopped(String how, String output, Duration took) {
        return new Ran(false, -1, how, output, took);
    }

    /** Whether it tells scripts that the mail was sent. */
    public boolean saysSent() {
        return ended && exitCode == 0;
    }
}
