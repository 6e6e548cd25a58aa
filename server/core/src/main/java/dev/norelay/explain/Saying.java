package dev.norelay.explain;

import dev.norelay.scenario.Cause;
import dev.norelay.smtp.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is known to say when a mail cannot be sent.
 *
 * @param kind server's reply or client's words
 * @param whose who says it
 * @param text as the table has it
 * @param phrase by which it is found; without words where only the code is known
 * @param code with which it is said; of no parts for a client's words
 * @param moment at which it is said; null where at any, or where that is not known
 * @param causes why it is said, likelier ones first; empty where it only tells the moment
 * @param source where it was met
 * @param scenario that it belongs to; empty where to none
 */
record Saying(
        Clue.Kind kind,
        String whose,
        String text,
        Phrase phrase,
        Code code,
        @Nullable Moment moment,
        List<Cause> causes,
        String source,
        String scenario) {
    Saying {
        causes = List.copyOf(causes);
    }
}
