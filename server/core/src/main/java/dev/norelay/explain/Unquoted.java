package dev.norelay.explain;

import java.util.Map;

/** Text without the ways in which programs quote it: JSON's and Python's escapes, HTML's entities. Linear. */
final class Unquoted {
    private static final int LONGEST_ENTITY = 6;
    private static final Map<String, String> ENTITIES =
            Map.of("&lt;", "<", "&gt;", ">", "&quot;", "\"", "&amp;", "&", "&#39;", "'", "&nbsp;", " ");

    private Unquoted() {}

    static String of(String text) {
        if (text.indexOf('\\') < 0 && text.indexOf('&') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i = escape(text, i + 1, plain);
            } else if (c == '&') {
                i = entity(text, i, plain);
            } else {
                plain.append(c);
                i++;
            }
        }
        return plain.toString();
    }

    /** Reads what stands behind a backslash, and tells where the text goes on. */
    private static int escape(String text, int at, StringBuilder plain) {
        char kind = text.charAt(at);
        int digits = kind == 'u' ? 4 : kind == 'x' ? 2 : 0;
        if (digits > 0) {
            int code = hex(text, at + 1, digits);
            if (code >= 0) {
                plain.append((char) code);
                return at + 1 + digits;
            }
        }
        switch (kind) {
            case 'r', 't' -> plain.append(' ');
            case 'n' -> plain.append('\n');
            default -> plain.append(kind);
        }
        return at + 1;
    }

    private static int hex(String text, int from, int digits) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    private static int entity(String text, int at, StringBuilder plain) {
        int end =
                text.substring(at, Math.min(text.length(), at + LONGEST_ENTITY)).indexOf(';') + 1;
        String known = ENTITIES.get(text.substring(at, at + end));
        plain.append(known == null ? "&" : known);
        return known == null ? at + 1 : at + end;
    }
}
