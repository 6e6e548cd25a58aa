package dev.norelay.session;

import dev.norelay.smtp.Ids;
import java.util.Optional;

/** How a listener offers TLS, or a client is set to use it. */
public enum Security {
    /** Plaintext only. */
    NONE,
    /** Plaintext, upgraded by STARTTLS (RFC 3207). */
    STARTTLS,
    /** TLS from the first octet (RFC 8314 §3.3). */
    TLS;

    /** The word of scenario files. */
    public String id() {
        return Ids.of(this);
    }

    /** The setting with that word, if there is one. */
    public static Optional<Security> ofId(String id) {
        return Ids.find(values(), id);
    }
}
