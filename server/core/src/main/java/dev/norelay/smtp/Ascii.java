package dev.norelay.smtp;

/** Letters and blanks as SMTP sees them: US-ASCII, so that no {@code ı} passes for an {@code I} (RFC 5321 §2.4). */
final class Ascii {
    private Ascii() {}

    /** The text with a to z in upper case, all else as it is. */
    static String upperCase(String text) {
        StringBuilder upper = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            upper.append(c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
        }
        return upper.toString();
    }

    /** The text without the blanks and tabs at its end. */
    static String stripTrailing(String text) {
        int end = text.length();
        while (end > 0 && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /** The text without the blanks and tabs at both ends. */
    static String strip(String text) {
        int start = 0;
        while (start < text.length() && isBlank(text.charAt(start))) {
            start++;
        }
        return stripTrailing(text.substring(start));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
