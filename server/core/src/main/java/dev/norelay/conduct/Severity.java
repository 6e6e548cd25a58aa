package dev.norelay.conduct;

import dev.norelay.smtp.Ids;

/** How much a {@link Finding} weighs; the gravest first. */
public enum Severity {
    /** What the rule's source says must, or must not, be done. */
    BREACH,
    /** What it says should be done; or must be, unless the client had a reason that no journal shows. */
    DOUBTFUL,
    /** Worth knowing, and against no rule. */
    NOTE;

    /** The word of reports. */
    public String id() {
        return Ids.of(this);
    }
}
