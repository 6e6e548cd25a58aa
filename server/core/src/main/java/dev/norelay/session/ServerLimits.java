package dev.norelay.session;

import java.time.Duration;

/**
 * How much of its clients a server puts up with. Whatever goes beyond is told 421 or 452 where that can be said, and stands
 * in the journal as {@code LimitReached}. Sizes of messages and numbers of recipients are the scenario's ({@link Policy}).
 *
 * @param connections at a time, on all listeners together; one more is told 421 and closed, and on a TLS port just closed
 * @param handshake from the moment TLS is due until it is up; then the connection is closed
 * @param silence of a client that the server waits for; then 421
 * @param line from a command line's first octet to its end; then 421
 * @param message from DATA to the end of the message; then 421
 * @param spooled octets of messages in files, of all sessions together; beyond them 452 4.3.1
 */
public record ServerLimits(
        int connections, Duration handshake, Duration silence, Duration line, Duration message, long spooled) {

    /**
     * 20,000 connections; five minutes for a handshake, for a silence and for a line, since RFC 5321 §4.5.3.2.7 has a server
     * wait so long for a command; an hour for a message; 4 GiB in files.
     */
    public static final ServerLimits DEFAULT = new ServerLimits(
            20_000, Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofHours(1), 4L << 30);

    public ServerLimits {
        if (connections < 1 || spooled < 0) {
            throw new IllegalArgumentException(
                    "a server takes at least 1 connection, and no less than 0 octets in files");
        }
        atLeastOneMillisecond("handshake", handshake);
        atLeastOneMillisecond("silence", silence);
        atLeastOneMillisecond("line", line);
        atLeastOneMillisecond("message", message);
    }

    private static void atLeastOneMillisecond(String what, Duration limit) {
        if (limit.toMillis() < 1) {
            throw new IllegalArgumentException("the limit " + what + " is at least 1 ms, not " + limit);
        }
    }

    /** The same with another number of connections. */
    public ServerLimits withConnections(int most) {
        return new ServerLimits(most, handshake, silence, line, message, spooled);
    }

    /** The same with another time for handshakes. */
    public ServerLimits withHandshake(Duration longest) {
        return new ServerLimits(connections, longest, silence, line, message, spooled);
    }

    /** The same with another time of silence. */
    public ServerLimits withSilence(Duration longest) {
        return new ServerLimits(connections, handshake, longest, line, message, spooled);
    }

    /** The same with another time for a command line. */
    public ServerLimits withLine(Duration longest) {
        return new ServerLimits(connections, handshake, silence, longest, message, spooled);
    }

    /** The same with another time for a message. */
    public ServerLimits withMessage(Duration longest) {
        return new ServerLimits(connections, handshake, silence, line, longest, spooled);
    }

    /** The same with room for so many octets of messages in files. */
    public ServerLimits withSpooled(long octets) {
        return new ServerLimits(connections, handshake, silence, line, message, octets);
    }
}
