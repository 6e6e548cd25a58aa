package dev.norelay.conduct;

import dev.norelay.smtp.Ids;

/** How well a client told its user that a mail was not sent; worst first. */
public enum Surfaced {
    /** It behaved as if the mail had been sent. */
    SILENT,
    /** It failed without a word. */
    WORDLESS,
    /** It said something, but not what the server had said. */
    GENERAL,
    /** It showed the code or the text of the server's reply; or there was none, and it said something. */
    REPLY,
    /** There was nothing to tell. */
    NOTHING;

    /** The word of reports. */
    public String id() {
        return Ids.of(this);
    }
}
