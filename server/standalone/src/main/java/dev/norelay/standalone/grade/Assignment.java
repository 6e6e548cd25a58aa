package dev.norelay.standalone.grade;

import dev.norelay.conduct.Surfaced;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * What is asked of a program.
 *
 * @param outbox whether the program runs on and keeps an outbox; else it sends one mail and ends
 * @param command with its placeholders, the program first
 * @param limit after which a run of it is ended
 * @param required how well it must tell of a failure
 * @param baseline what is accepted
 * @param parallel how many stories are played at a time
 * @param dialect in which they are played, for the reports; empty for their own
 * @param clock for dates
 */
public record Assignment(
        boolean outbox,
        List<String> command,
        Duration limit,
        Surfaced required,
        Baseline baseline,
        int parallel,
        String dialect,
        Clock clock) {
    public Assignment {
        command = List.copyOf(command);
    }

    /** Whether the program can be found. */
    public boolean isThere() {
        return ProcessGroup.isThere(command.get(0));
    }
}
