package dev.norelay.standalone.grade;

import dev.norelay.Norelay;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.scenario.Scenario;
import java.time.Duration;
import java.util.List;

/**
 * One life of a program that runs on, from its start until it is killed: watches what it does with the server and what it
 * prints, until nothing goes on any more. Real time passes, since the program lives in it. On one thread.
 */
final class Life {
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LEAST_QUIET = Duration.ofSeconds(2);
    /** A program that has not connected yet may still be starting. */
    private static final Duration LEAST_QUIET_ALONE = Duration.ofSeconds(4);

    private final Norelay server;
    private final Scenario story;
    private final ProcessGroup program;
    private final Circumstances circumstances;
    private final long began = System.nanoTime();
    private long lastSeen = began;
    private long printed;
    private int recorded;

    /**
     * What a life begins with.
     *
     * @param before how many entries the journal had when the program was started
     * @param busy whether there is a mail left to be sent
     * @param limit after which nobody waits any more
     */
    record Circumstances(int before, boolean busy, Duration limit) {}

    Life(Norelay server, Scenario story, ProcessGroup program, Circumstances circumstances) {
        this.server = server;
        this.story = story;
        this.program = program;
        this.circumstances = circumstances;
        this.recorded = circumstances.before();
    }

    /** How it came that nothing goes on. */
    enum End {
        /** It did something, and nothing more. */
        QUIET,
        /** It ended by itself. */
        ENDED,
        /** It is still at it, or still waits for the server. */
        LIMIT
    }

    /** Returns when nothing goes on any more. */
    End watch() throws InterruptedException {
        while (true) {
            if (program.awaitEnd(LOOK)) {
                return End.ENDED;
            }
            List<Entry> all = server.journal().entries();
            notice(all.size());
            List<Entry> own = all.subList(circumstances.before(), all.size());
            if (isQuiet(own)) {
                return End.QUIET;
            } else if (since(began).compareTo(circumstances.limit()) > 0) {
                return End.LIMIT;
            }
        }
    }

    private void notice(int entries) {
        if (entries != recorded || program.printed() != printed) {
            recorded = entries;
            printed = program.printed();
            lastSeen = System.nanoTime();
        }
    }

    private boolean isQuiet(List<Entry> own) {
        boolean connected = own.stream().anyMatch(entry -> entry.event() instanceof Event.SessionOpened);
        Duration limit = circumstances.limit();
        Duration quiet =
                connected ? longer(LEAST_QUIET, limit.dividedBy(10)) : longer(LEAST_QUIET_ALONE, limit.dividedBy(5));
        if (since(lastSeen).compareTo(quiet) < 0) {
            return false;
        }
        // Who waits for a server that does not answer is quiet, too.
        return connected ? isAlone(own) || !story.keepsWaiting() : printed > 0 || !circumstances.busy();
    }

    private static boolean isAlone(List<Entry> own) {
        long opened = own.stream()
                .filter(entry -> entry.event() instanceof Event.SessionOpened)
                .count();
        long closed = own.stream()
                .filter(entry -> entry.event() instanceof Event.SessionClosed)
                .count();
        return closed >= opened;
    }

    /** How long it has lived. */
    Duration age() {
        return since(began);
    }

    private static Duration since(long then) {
        return Duration.ofNanos(System.nanoTime() - then);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
