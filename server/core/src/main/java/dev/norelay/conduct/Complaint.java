package dev.norelay.conduct;

/**
 * One thing that was wrong with what a client did in a story.
 *
 * @param id of what was wrong: {@code silent}, {@code wordless}, {@code still-fails}, {@code lost}, {@code duplicate}, or
 *     that of a {@link Finding}
 * @param sentence for a person
 */
public record Complaint(String id, String sentence) {
    /** It behaved as if the mail had been sent, and it had not. */
    public static final String SILENT = Surfaced.SILENT.id();
    /** It failed without a word. */
    public static final String WORDLESS = Surfaced.WORDLESS.id();
    /** It failed although the remedy was done. */
    public static final String STILL_FAILS = "still-fails";
    /** Somebody never got the mail. */
    public static final String LOST = "lost";
    /** Somebody got it too often. */
    public static final String DUPLICATE = "duplicate";
}
