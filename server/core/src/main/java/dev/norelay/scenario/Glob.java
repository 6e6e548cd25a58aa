package dev.norelay.scenario;

import java.util.Locale;

/** A pattern in which {@code *} stands for any text, case of letters ignored. Linear in the text's length. Immutable. */
public final class Glob {
    private final String pattern;
    private final String[] parts;

    public Glob(String pattern) {
        this.pattern = pattern;
        this.parts = pattern.toLowerCase(Locale.ROOT).split("\\*", -1);
    }

    /** Whether the whole text is as the pattern says. */
    public boolean matches(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String first = parts[0];
        String last = parts[parts.length - 1];
        if (parts.length == 1) {
            return lower.equals(first);
        }
        if (lower.length() < first.length() + last.length() || !lower.startsWith(first) || !lower.endsWith(last)) {
            return false;
        }
        int at = first.length();
        int end = lower.length() - last.length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = lower.indexOf(parts[i], at);
            if (found < 0 || found + parts[i].length() > end) {
                return false;
            }
            at = found + parts[i].length();
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob that && pattern.equals(that.pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return pattern;
    }
}
