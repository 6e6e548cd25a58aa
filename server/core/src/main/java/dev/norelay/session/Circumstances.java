package dev.norelay.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a moment, beyond the session itself.
 *
 * @param command the line, as the client sent it; empty where there is none
 * @param pipelined whether octets of it came before the last reply left
 * @param sessionNumber in the run, from 1
 * @param silence how long the client has said nothing; zero but at idle
 * @param content of the message, from CONTENT to END_OF_DATA; else null
 * @param attempt which one at this message it is, from 1, at END_OF_DATA; else 0
 */
public record Circumstances(
        String command,
        boolean pipelined,
        int sessionNumber,
        Duration silence,
        @Nullable Content content,
        int attempt) {
    /** Nothing in particular. */
    public static final Circumstances NONE = new Circumstances("", false, 1, Duration.ZERO, null, 0);
}
