package dev.norelay.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Octets as they came, immutable. */
public final class Octets {
    private final byte[] octets;

    private Octets(byte[] octets) {
        this.octets = octets;
    }

    /** A copy of these. */
    public static Octets copyOf(byte[] octets) {
        return new Octets(octets.clone());
    }

    /** A copy of some of these. */
    public static Octets copyOf(byte[] octets, int offset, int length) {
        return new Octets(Arrays.copyOfRange(octets, offset, offset + length));
    }

    public int size() {
        return octets.length;
    }

    /** A copy of them. */
    public byte[] toArray() {
        return octets.clone();
    }

    /** Read as UTF-8, control octets and what is no UTF-8 written as escapes: {@code \r}, {@code \x00}. */
    @Override
    public String toString() {
        return isPlain() ? new String(octets, StandardCharsets.US_ASCII) : escaped();
    }

    /** Whether there is nothing to escape, as nearly always. */
    private boolean isPlain() {
        for (byte octet : octets) {
            if (octet < ' ' || octet == 127) {
                return false;
            }
        }
        return true;
    }

    private String escaped() {
        StringBuilder text = new StringBuilder(octets.length);
        String decoded = new String(octets, StandardCharsets.UTF_8);
        boolean utf8 = decoded.indexOf('\uFFFD') < 0;
        String source = utf8 ? decoded : new String(octets, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            switch (c) {
                case '\r' -> text.append("\\r");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                default -> {
                    boolean plain = c >= ' ' && c != 127 && (utf8 || c < 127);
                    text.append(plain ? String.valueOf(c) : String.format("\\x%02x", (int) c));
                }
            }
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }
}
