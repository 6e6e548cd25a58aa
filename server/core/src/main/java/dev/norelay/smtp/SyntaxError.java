package dev.norelay.smtp;

/** What is wrong with a command line, and the reply that says so (RFC 5321 §4.2.4, §4.3.2; RFC 3463 §3.6). */
public enum SyntaxError {
    /** RFC 5321 §4.5.3.1.9; X.5.6 is for the lines of an authentication exchange only (RFC 4954 §6). */
    LINE_TOO_LONG(500, "5.5.2 Line too long"),
    /** RFC 4954 §4: the line of an authentication exchange. */
    AUTHENTICATION_LINE_TOO_LONG(500, "5.5.6 Authentication exchange line is too long"),
    /** RFC 5321 §2.3.8: lines end with CRLF and with nothing else. */
    BARE_NEWLINE(500, "5.5.2 Lines must end with CRLF"),
    /** RFC 5321 §2.4: commands are US-ASCII; no NUL and no other control octets. */
    ODD_OCTETS(500, "5.5.2 Syntax error, octets not allowed in a command"),
    /** A TLS handshake where plaintext is expected; the words are Haraka's. */
    TLS_HANDSHAKE(501, "5.5.4 SSL attempted over a non-SSL socket"),
    /** RFC 3030 §2: where the chunk ends is not known, so what follows can be neither taken nor obeyed. */
    CHUNK(501, "5.5.4 Syntax: BDAT size [LAST]; closing transmission channel"),
    ARGUMENTS(501, "5.5.4 Syntax error in parameters or arguments"),
    NO_ARGUMENTS_ALLOWED(501, "5.5.4 Syntax error, no parameters allowed"),
    REVERSE_PATH(501, "5.1.7 Bad sender address syntax"),
    FORWARD_PATH(501, "5.1.3 Bad recipient address syntax"),
    /** RFC 5321 §4.1.1.11. */
    PARAMETER_UNKNOWN(555, "5.5.4 MAIL FROM/RCPT TO parameters not recognized or not implemented"),
    /** RFC 6531 §3.5: UTF-8 in an address, and no SMTPUTF8 at MAIL. */
    NON_ASCII_ADDRESS(553, "5.6.7 Non-ASCII addresses need SMTPUTF8"),
    /** RFC 4954 §4. */
    BASE64(501, "5.5.2 Cannot decode base64"),
    /** RFC 4954 §4: the client sent {@code *}. */
    AUTHENTICATION_CANCELLED(501, "5.7.0 Authentication cancelled");

    private final Reply reply;

    SyntaxError(int code, String text) {
        this.reply = Reply.of(code, text);
    }

    public Reply reply() {
        return reply;
    }

    /** Whether nobody knows where the client's next command begins: then the server closes behind the reply. */
    public boolean losesFraming() {
        return this == TLS_HANDSHAKE || this == CHUNK;
    }
}
