package dev.norelay.outbox;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * What of the world around it the program uses, so that it can be another one.
 *
 * @param clock for Date fields and back-off
 * @param pace how to wait
 * @param question how to ask for a password
 * @param database how to come by the outbox's database
 */
record Environment(Clock clock, Pace pace, Question question, Database database) {
    /** Waits for the next thing to do. */
    @FunctionalInterface
    interface Pace {
        /**
         * Waits.
         *
         * @return whether to go on
         */
        boolean until(Instant then) throws InterruptedException;
    }

    /** Opens a database. */
    @FunctionalInterface
    interface Database {
        /** The one in this folder; its commits are on the disk when they return. */
        Connection in(Path folder) throws SQLException;
    }

    /** Asks a person. */
    @FunctionalInterface
    interface Question {
        /** Another password, or nothing where there is nobody to be asked or who knows one. */
        Optional<String> password(String question);
    }
}
