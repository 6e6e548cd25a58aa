package dev.norelay.scenario.yaml;

import dev.norelay.smtp.Octets;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Octets written as text: {@code \r \n \t \0 \\ \xff}; what is not escaped is UTF-8. */
final class Escapes {
    private Escapes() {}

    /**
     * @throws IllegalArgumentException if an escape is none
     */
    static Octets octets(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
        int at = 0;
        while (at < text.length()) {
            int end = text.offsetByCodePoints(at, 1);
            if (text.charAt(at) != '\\') {
                octets.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
                at = end;
            } else {
                at = escape(text, at + 1, octets);
            }
        }
        return Octets.copyOf(octets.toByteArray());
    }

    /** The reverse: what is no UTF-8, and whatever cannot be seen, becomes an escape. */
    static String text(Octets octets) {
        byte[] all = octets.toArray();
        StringBuilder text = new StringBuilder(all.length);
        String read = new String(all, StandardCharsets.UTF_8);
        boolean utf8 = Arrays.equals(all, read.getBytes(StandardCharsets.UTF_8));
        String decoded = utf8 ? read : new String(all, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < decoded.length(); i++) {
            char c = decoded.charAt(i);
            switch (c) {
                case '\r' -> text.append("\\r");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                case 0 -> text.append("\\0");
                case '\\' -> text.append("\\\\");
                default -> {
                    boolean plain = c >= ' ' && c != 127 && (utf8 || c < 127);
                    text.append(plain ? String.valueOf(c) : String.format("\\x%02x", (int) c));
                }
            }
        }
        return text.toString();
    }

    private static int escape(String text, int at, ByteArrayOutputStream octets) {
        char kind = at < text.length() ? text.charAt(at) : 0;
        switch (kind) {
            case 'r' -> octets.write('\r');
            case 'n' -> octets.write('\n');
            case 't' -> octets.write('\t');
            case '0' -> octets.write(0);
            case '\\' -> octets.write('\\');
            case 'x' -> {
                if (at + 2 >= text.length() || !text.substring(at + 1, at + 3).matches("[0-9a-fA-F]{2}")) {
                    throw new IllegalArgumentException("\\x needs two hexadecimal digits, as in \\xff");
                }
                octets.write(Integer.parseInt(text.substring(at + 1, at + 3), 16));
                return at + 3;
            }
            default ->
                throw new IllegalArgumentException(
                        "found \\" + (kind == 0 ? "" : kind) + ", expected one of \\r \\n \\t \\0 \\\\ \\xff");
        }
        return at + 1;
    }
}
