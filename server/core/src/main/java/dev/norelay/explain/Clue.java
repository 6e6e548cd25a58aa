package dev.norelay.explain;

import dev.norelay.scenario.Cause;
import java.util.List;

/**
 * Something that was recognised.
 *
 * @param kind of thing
 * @param text the words of the table, values in braces; a code; or a sentence
 * @param whose servers, providers or clients that are known to say it; empty for a code
 * @param sources where that is known from
 * @param causes that it speaks for, likelier ones first; empty where it only tells at which moment something was refused
 * @param weight how much it counts beside others
 */
public record Clue(
        Kind kind, String text, List<String> whose, List<String> sources, List<Cause> causes, double weight) {
    public Clue {
        whose = List.copyOf(whose);
        sources = List.copyOf(sources);
        causes = List.copyOf(causes);
    }

    /** What was recognised. */
    public enum Kind {
        /** Words of a server's reply. */
        REPLY,
        /** Words of a client, with which it tells a person of a failure. */
        CLIENT,
        /** A reply code, an enhanced status code, or both. */
        CODE,
        /** What happened in a dialogue. */
        COURSE
    }

    Clue weighing(double other) {
        return new Clue(kind, text, whose, sources, causes, other);
    }
}
