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
 * @param octets the whole message, at END_OF_DATA, for a {@link Script} to read while it decides; else null
 */
public record Circumstances(
        String command,
        boolean pipelined,
        int sessionNumber,
        Duration silence,
        @Nullable Content content,
        int attempt,
        Content.@Nullable Source octets) {
    /** Nothing in particular. */
    public static final Circumstances NONE = new Circumstances("", false, 1, Duration.ZERO, null, 0);

    /** Where nobody reads the message itself. */
    public Circumstances(
            String command,
            boolean pipelined,
            int sessionNumber,
            Duration silence,
            @Nullable Content content,
            int attempt) {
        this(command, pipelined, sessionNumber, silence, content, attempt, null);
    }

    /** The same, the message to be read there. */
    public Circumstances with(Content.@Nullable Source message) {
        return new Circumstances(command, pipelined, sessionNumber, silence, content, attempt, message);
    }
}
