package dev.norelay.smtp;

import java.util.Optional;

/** A point of a session at which a server answers, or at which something may be done to it. */
public enum Moment {
    /** The connection is there and the greeting is due. */
    CONNECT,
    /** A TLS handshake is due, implicit or behind STARTTLS. */
    TLS,
    /** EHLO or HELO. */
    EHLO,
    STARTTLS,
    /** The AUTH command and each line of its exchange. */
    AUTH,
    MAIL,
    RCPT,
    /** The DATA command itself, or a chunk of BDAT that is not the last, when its octets have come. */
    DATA,
    /** Octets of the message are arriving. */
    CONTENT,
    /** The line with the single dot has arrived, or the last chunk. */
    END_OF_DATA,
    RSET,
    NOOP,
    VRFY,
    QUIT,
    /** A command without a moment of its own. */
    OTHER,
    /** The client has been silent for a while. */
    IDLE,
    /** Whichever of the above. */
    ANY;

    private final String id = Ids.of(this);

    /** The word of scenario files: {@code end-of-data}. */
    public String id() {
        return id;
    }

    /** Whether a correct server says nothing at this moment. */
    public boolean isSilent() {
        return this == TLS || this == CONTENT;
    }

    /** The moment with that word, if there is one. */
    public static Optional<Moment> ofId(String id) {
        return Ids.find(values(), id);
    }
}
