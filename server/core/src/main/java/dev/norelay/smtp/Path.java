package dev.norelay.smtp;

import java.util.Locale;

/**
 * A reverse-path or forward-path (RFC 5321 §4.1.2), its source route stripped.
 *
 * @param text the mailbox as the client wrote it, without angle brackets and source route; empty for the null path
 * @param localPart the local part, quotes and backslashes resolved
 * @param domain the domain or address literal; empty for the null path and for a bare {@code Postmaster}
 */
public record Path(String text, String localPart, String domain) {
    /** The null reverse-path {@code <>} of notifications (RFC 5321 §4.5.5). */
    public static final Path NULL = new Path("", "", "");

    public boolean isNull() {
        return text.isEmpty();
    }

    /** Whether it names the one mailbox that every server must have (RFC 5321 §4.5.1), in any case of letters. */
    public boolean isPostmaster() {
        return Ascii.upperCase(localPart).equals("POSTMASTER");
    }

    /** The mailbox for comparing: local part as it is, domain in lower case (RFC 5321 §2.4). */
    public String normalized() {
        return domain.isEmpty() ? localPart : localPart + "@" + domain.toLowerCase(Locale.ROOT);
    }

    /** The mailbox as the client wrote it. */
    @Override
    public String toString() {
        return text;
    }
}
