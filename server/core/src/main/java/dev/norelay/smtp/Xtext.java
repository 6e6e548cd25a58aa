package dev.norelay.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text in parameters: what may not stand there as it is, stands there as {@code +2B} (RFC 3461 §4). */
public final class Xtext {
    /** Upper case only; neither {@code +} nor {@code =} stands for itself. */
    private static final Pattern XTEXT = Pattern.compile("(?:[!-*,-<>-~]|\\+[0-9A-F]{2})*");

    private static final Pattern HEX = Pattern.compile("\\+([0-9A-F]{2})");

    private Xtext() {}

    /** The text that was meant, each octet a character of ISO 8859-1; nothing if it is no xtext. */
    public static Optional<String> decode(String xtext) {
        return XTEXT.matcher(xtext).matches()
                ? Optional.of(HEX.matcher(xtext)
                        .replaceAll(hex -> Matcher.quoteReplacement(new String(
                                new byte[] {(byte) Integer.parseInt(hex.group(1), 16)}, StandardCharsets.ISO_8859_1))))
                : Optional.empty();
    }

    /** Whether it is xtext of printable US-ASCII, which is all that RFC 3461 §4.2 and §4.4 allow. */
    public static boolean isPrintable(String xtext) {
        return decode(xtext)
                .filter(text -> !text.isEmpty() && text.chars().allMatch(c -> c >= ' ' && c < 127))
                .isPresent();
    }
}
