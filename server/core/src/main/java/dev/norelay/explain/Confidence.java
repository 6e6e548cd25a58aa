package dev.norelay.explain;

import dev.norelay.smtp.Ids;

/** How sure a cause is. */
public enum Confidence {
    /** The words are said for this reason only. */
    CERTAIN,
    /** Best of several that the words may mean. */
    LIKELY,
    /** It would fit as well. */
    POSSIBLE;

    /** As programs are told: {@code likely}. */
    public String id() {
        return Ids.of(this);
    }
}
