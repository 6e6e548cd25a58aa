package dev.norelay.diagnosis;

import dev.norelay.journal.Event.How;
import dev.norelay.scenario.Cause;
import java.util.Optional;
import java.util.Set;

/** Causes that lie in how a session went on or ended, where nothing was refused. */
final class ConnectionCauses {
    /** Faults behind which the reply does come, late, by their words in scenario files. */
    private static final Set<String> DELAYS = Set.of("pause", "hold", "throttle");

    private ConnectionCauses() {}

    /** The client got a reply that SMTP does not know at its moment, and gave up. */
    static Optional<Found> oddReply(Played played, Course course) {
        return (course.odd() != null || course.aside() != null)
                        && course.unfinished()
                        && (course.leftByClient() || course.quit())
                ? Optional.of(Found.of(
                                Cause.ODD_REPLY,
                                "The client left without having sent its mail; SMTP knows no such reply at this point.")
                        .by(course.odd(), course.aside(), course.command(), course.closed()))
                : Optional.empty();
    }

    /** The server was about to answer, and the client left before. */
    static Optional<Found> clientTimeout(Played played, Course course) {
        return DELAYS.contains(course.fault()) && course.unfinished() && course.leftByClient()
                ? Optional.of(Found.of(
                                Cause.CLIENT_TIMEOUT,
                                "The server took its time, and the client left after " + course.waited()
                                        + ". RFC 5321 asks it to wait 2 to 10 minutes.") // §4.5.3.2
                        .or(Cause.CONNECTION_LOST)
                        .by(course.command(), course.faultEntry(), course.closed()))
                : Optional.empty();
    }

    /** The session ended, or stands still for good, before a mail was delivered. */
    static Optional<Found> connectionLost(Played played, Course course) {
        if (!course.unfinished() || course.quit()) {
            return Optional.empty();
        }
        if (course.fault().equals("stall")) {
            return lost(course, "The server stopped answering.").map(found -> found.or(Cause.CLIENT_TIMEOUT));
        }
        return course.how().flatMap(how -> lost(how, course));
    }

    private static Optional<Found> lost(How how, Course course) {
        return switch (how) {
            case SERVER_CLOSED, SERVER_CUT, SERVER_HALF_CLOSED -> lost(course, "The server closed the connection.");
            case SERVER_RESET -> lost(course, "The server reset the connection.");
            // Who only holds a connection open has lost nothing.
            case IDLE ->
                course.tried()
                        ? lost(course, "The client was silent for too long, and the server closed.")
                        : Optional.empty();
            case SHUTDOWN -> course.midway() ? lost(course, "The server went down.") : Optional.empty();
            case CLIENT_CLOSED, CLIENT_RESET ->
                course.midway()
                        ? lost(
                                        course,
                                        "The client left in the middle of its mail transaction, though nothing had"
                                                + " been refused: perhaps the network failed, or the client gave up.")
                                .map(found -> found.or(Cause.CLIENT_TIMEOUT, Cause.CLIENT_BREACH))
                        : Optional.empty();
            case QUIT, TLS_FAILED -> Optional.empty();
        };
    }

    private static Optional<Found> lost(Course course, String explanation) {
        return Optional.of(Found.of(Cause.CONNECTION_LOST, explanation)
                .by(course.opened(), course.command(), course.faultEntry(), course.closed()));
    }
}
