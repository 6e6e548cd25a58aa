package dev.norelay.session;

import java.util.List;

/**
 * Whether a server refuses; when and how it says so is for {@link Wording}.
 *
 * @param relay who may send beyond the local domains
 * @param requireAuth for what a login is needed
 * @param requireTls for what TLS is needed; with FOR_AUTH and ALWAYS, AUTH is not listed before TLS
 * @param mechanisms what AUTH offers, in order; empty: AUTH is not offered
 * @param senderMustBeOwn whether a login may use only its own addresses as reverse-path
 * @param maxSize of a message, in octets; 0: no limit
 * @param maxRecipients of a mail transaction
 * @param bareNewline what becomes of a message with a bare CR or LF
 */
public record Policy(
        Relay relay,
        RequireAuth requireAuth,
        RequireTls requireTls,
        List<Mechanism> mechanisms,
        boolean senderMustBeOwn,
        long maxSize,
        int maxRecipients,
        BareNewline bareNewline) {

    /** Who may send beyond the local domains. */
    public enum Relay {
        NOBODY,
        AUTHENTICATED,
        ANYONE
    }

    /** For what a login is needed; TO_RELAY adds nothing to {@link Relay#AUTHENTICATED}. */
    public enum RequireAuth {
        NEVER,
        TO_RELAY,
        ALWAYS
    }

    /** For what TLS is needed. */
    public enum RequireTls {
        NEVER,
        FOR_AUTH,
        ALWAYS
    }

    /** What becomes of a message, or a command line, with a CR or LF that is not part of a CRLF. */
    public enum BareNewline {
        ACCEPT,
        REJECT
    }

    /** A sane submission server's. */
    public static final Policy DEFAULT = new Policy(
            Relay.AUTHENTICATED,
            RequireAuth.TO_RELAY,
            RequireTls.FOR_AUTH,
            List.of(Mechanism.PLAIN, Mechanism.LOGIN),
            false,
            10_000_000,
            100,
            BareNewline.REJECT);

    /** Takes everything from everyone: no rules on login, TLS and relaying. */
    public static final Policy OPEN = new Policy(
            Relay.ANYONE,
            RequireAuth.NEVER,
            RequireTls.NEVER,
            DEFAULT.mechanisms,
            false,
            DEFAULT.maxSize,
            DEFAULT.maxRecipients,
            DEFAULT.bareNewline);

    public Policy {
        mechanisms = List.copyOf(mechanisms);
        if (maxSize < 0 || maxRecipients < 1) {
            throw new IllegalArgumentException("max-size is at least 0 and max-recipients at least 1");
        }
    }

    /** Whether a message of that size is too large. RFC 1870 §4: a server that lists {@code SIZE 0} has no limit. */
    boolean isTooLarge(long size) {
        return maxSize > 0 && size > maxSize;
    }
}
