package dev.norelay.scenario;

import java.util.regex.Pattern;

/**
 * A text that may be looked at only so often: a regular expression that explodes ends instead of holding an event loop
 * up.
 */
final class BoundedText implements CharSequence {
    /** Enough for any sane expression over any sane text; a few milliseconds. */
    private static final int MAX_LOOKS = 1_000_000;

    /** The bound is reached. */
    private static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super(null, null, false, false);
        }
    }

    private final String text;
    private final int[] looksLeft;

    private BoundedText(String text, int[] looksLeft) {
        this.text = text;
        this.looksLeft = looksLeft;
    }

    /** Whether the expression is found in the text; no, if that takes too long to tell. */
    static boolean find(Pattern pattern, String text) {
        try {
            return pattern.matcher(new BoundedText(text, new int[] {MAX_LOOKS})).find();
        } catch (Exhausted | StackOverflowError tooExpensive) {
            return false;
        }
    }

    @Override
    public char charAt(int index) {
        if (--looksLeft[0] < 0) {
            throw new Exhausted();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new BoundedText(text.substring(start, end), looksLeft);
    }

    @Override
    public String toString() {
        return text;
    }
}
