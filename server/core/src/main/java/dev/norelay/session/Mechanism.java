package dev.norelay.session;

import java.util.Locale;
import java.util.Optional;

/** A SASL mechanism that norelay speaks. */
public enum Mechanism {
    /** RFC 4616. */
    PLAIN("PLAIN"),
    /** draft-murchison-sasl-login: not a standard, spoken by every client. */
    LOGIN("LOGIN"),
    /** RFC 2195. */
    CRAM_MD5("CRAM-MD5"),
    /** RFC 5802. */
    SCRAM_SHA_1("SCRAM-SHA-1"),
    /** RFC 7677. */
    SCRAM_SHA_256("SCRAM-SHA-256"),
    /** Google's, before RFC 7628: developers.google.com/workspace/gmail/imap/xoauth2-protocol. */
    XOAUTH2("XOAUTH2"),
    /** RFC 7628. */
    OAUTHBEARER("OAUTHBEARER");

    private final String saslName;

    Mechanism(String saslName) {
        this.saslName = saslName;
    }

    /** As AUTH, EHLO and scenario files call it (RFC 4422 §3.1). */
    public String saslName() {
        return saslName;
    }

    /** Whether the client shows a token (RFC 6750) in a password's place. */
    public boolean takesToken() {
        return this == XOAUTH2 || this == OAUTHBEARER;
    }

    /** The mechanism with that name as AUTH gives it, in any case of letters. */
    public static Optional<Mechanism> ofName(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (Mechanism mechanism : values()) {
            if (mechanism.saslName.equals(upper)) {
                return Optional.of(mechanism);
            }
        }
        return Optional.empty();
    }
}
