package dev.norelay.conduct;

import dev.norelay.smtp.Ids;

/** How well a client told its user that a mail was not sent; worst first. */
public enum Surfaced {
    /** It behaved as if the mail had been sent. */
    SILENT("behaves as if the mail had been sent"),
    /** It failed without a word. */
    WORDLESS("fails without a word"),
    /** It said something, but not what it had met: "Oops". */
    GENERAL("says something general"),
    /**
     * It showed the code or the text of the server's reply; or, where there was none, what it had met: that it could not
     * connect, waited too long, found a certificate wrong.
     */
    REPLY("shows what the server said, or what it met"),
    /** It named the cause in words of its own that a person understands ({@link PlainWords}). */
    CAUSE("names the cause in a person's words"),
    /** There was nothing to tell. */
    NOTHING("has nothing to tell");

    private final String sentence;

    Surfaced(String sentence) {
        this.sentence = sentence;
    }

    /** The word of reports. */
    public String id() {
        return Ids.of(this);
    }

    /** What the client does, behind "it". */
    public String sentence() {
        return sentence;
    }
}
