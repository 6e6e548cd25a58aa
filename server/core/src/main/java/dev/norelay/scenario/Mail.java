package dev.norelay.scenario;

import java.util.List;

/**
 * The mail of the story.
 *
 * @param from the reverse-path
 * @param to the forward-paths, at least one
 * @param size of each message in octets
 * @param count how many messages
 */
public record Mail(String from, List<String> to, long size, int count) {
    /** One small mail from Alice to Bob. */
    public static final Mail DEFAULT = new Mail("alice@example.test", List.of("bob@partner.test"), 2_000, 1);

    public Mail {
        to = List.copyOf(to);
    }
}
