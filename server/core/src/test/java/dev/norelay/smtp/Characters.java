package dev.norelay.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Octets as tests write and show them: one character, one octet. */
final class Characters {
    private Characters() {}

    static byte[] of(String characters) {
        return characters.getBytes(ISO_8859_1);
    }

    /** For failure messages: CR, LF and all that is not printable as an escape. */
    static String shown(byte[] octets) {
        StringBuilder shown = new StringBuilder(octets.length);
        for (byte octet : octets) {
            switch (octet) {
                case '\r' -> shown.append("\\r");
                case '\n' -> shown.append("\\n");
                case '\t' -> shown.append("\\t");
                default -> {
                    boolean printable = octet >= ' ' && octet < 127;
                    shown.append(printable ? String.valueOf((char) octet) : String.format("\\x%02x", octet));
                }
            }
        }
        return shown.toString();
    }
}
