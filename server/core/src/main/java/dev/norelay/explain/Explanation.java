package dev.norelay.explain;

import java.util.List;

/**
 * What a text that a mail program showed probably means.
 *
 * @param causes likelier ones first; empty where nothing was recognised
 * @param format of the transcript, such as {@code curl -v}; empty where the text is none
 * @param course of the transcript in one line, secrets left out; empty where there is none
 * @param notes what else there is to know, in a person's words: false friends, what was left out
 */
public record Explanation(List<Likely> causes, String format, String course, List<String> notes) {
    public Explanation {
        causes = List.copyOf(causes);
        notes = List.copyOf(notes);
    }

    /** Whether anything was recognised. */
    public boolean isKnown() {
        return !causes.isEmpty();
    }
}
