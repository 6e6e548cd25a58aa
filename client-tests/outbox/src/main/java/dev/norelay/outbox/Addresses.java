package dev.norelay.outbox;

import java.net.IDN;
import java.util.regex.Pattern;

/** Addresses for the envelope. */
final class Addresses {
    /** What would end the command, or the brackets in it (RFC 5321 §4.1.2). */
    private static final Pattern UNUSABLE = Pattern.compile("[\\p{Cntrl}<> ]");

    private Addresses() {}

    /**
     * An address as it can stand in a command, its domain in ASCII (RFC 5891). Whether it exists, and even whether it
     * is well-formed, is for the server to say.
     *
     * @throws IllegalArgumentException if it can be no address
     */
    static String forEnvelope(String typed) {
        String address = typed.strip();
        int at = address.lastIndexOf('@');
        if (at <= 0 || at == address.length() - 1 || UNUSABLE.matcher(address).find()) {
            throw new IllegalArgumentException("'" + address + "' is not a mail address.");
        }
        String domain = address.substring(at + 1);
        return isAscii(domain) ? address : address.substring(0, at + 1) + IDN.toASCII(domain);
    }

    /** Whether only a server with SMTPUTF8 can take it (RFC 6531). */
    static boolean isAscii(String text) {
        return text.chars().allMatch(letter -> letter < 128);
    }

    static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
