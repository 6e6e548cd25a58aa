package dev.norelay.scenario;

import dev.norelay.smtp.Refusal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one real server software or provider words things and at which moment it refuses. What has no source comes from
 * {@code plain}.
 *
 * @param name by which it is found
 * @param title the product's
 * @param server the plain one, speaking so
 * @param sources where its words were met, by key: {@code greeting}, {@code ehlo}, {@code accepts.mail}, {@code
 *     replies.relay-denied}
 */
public record Dialect(String name, String title, Server server, Map<String, List<String>> sources) {
    private static final int REFUSALS_OF_A_FULL_ONE = 4;
    private static final String REPLIES = "replies.";

    public Dialect {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    }

    /** Whether greeting, EHLO list and enough refusals are known; otherwise the dialect is partial. */
    public boolean isFull() {
        return sources.containsKey("greeting") && sources.containsKey("ehlo") && refusals() >= REFUSALS_OF_A_FULL_ONE;
    }

    /** How many refusals have a source. */
    public long refusals() {
        return sources.keySet().stream().filter(key -> key.startsWith(REPLIES)).count();
    }

    /** Whether its words for a refusal have a source. */
    public boolean knows(Refusal refusal) {
        return sources.containsKey(REPLIES + refusal.id());
    }

    /**
     * Why this dialect cannot play a story as it is meant, in one sentence; empty if it can.
     *
     * @param plain the story without a dialect
     * @param spoken the same in this dialect
     */
    public Optional<String> unmet(Scenario plain, Scenario spoken) {
        return Unmet.reason(this, plain, spoken);
    }
}
