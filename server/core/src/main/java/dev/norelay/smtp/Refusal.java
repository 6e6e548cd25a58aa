package dev.norelay.smtp;

import java.util.Optional;

/**
 * One reason why a correct server says no, apart from any wording. A closed vocabulary: code, enhanced code and moment
 * are the defaults; a dialect or a scenario may word it otherwise and say it at another moment.
 */
public enum Refusal {
    /** RFC 5321 §3.1, §4.2.3; RFC 3463 §3.4 (X.3.2). */
    SERVICE_UNAVAILABLE(
            Moment.CONNECT,
            421,
            "4.3.2 {hostname} Service not available, closing transmission channel",
            "RFC 5321 §3.1, §4.2.3; RFC 3463 §3.4 (X.3.2)"),
    /** RFC 5321 §3.1. */
    TOO_MANY_CONNECTIONS(Moment.CONNECT, 421, "4.7.0 {hostname} Too many connections from {client}", "RFC 5321 §3.1"),
    /** RFC 3207 §4. */
    TLS_REQUIRED(Moment.MAIL, 530, "5.7.0 Must issue a STARTTLS command first", "RFC 3207 §4"),
    /** RFC 3207 §4. */
    TLS_UNAVAILABLE(Moment.STARTTLS, 454, "4.7.0 TLS not available due to temporary reason", "RFC 3207 §4"),
    /** RFC 4954 §6; RFC 6409 §4.3. */
    AUTHENTICATION_REQUIRED(Moment.MAIL, 530, "5.7.0 Authentication required", "RFC 4954 §6; RFC 6409 §4.3"),
    /** RFC 4954 §6. */
    CREDENTIALS_INVALID(Moment.AUTH, 535, "5.7.8 Authentication credentials invalid", "RFC 4954 §6"),
    /** RFC 4954 §6 has the code; the use for application passwords is Gmail's. */
    APP_PASSWORD_REQUIRED(Moment.AUTH, 534, "5.7.9 Application-specific password required", "RFC 4954 §6"),
    /** RFC 4954 §4. */
    MECHANISM_UNSUPPORTED(Moment.AUTH, 504, "5.5.4 Unrecognized authentication type", "RFC 4954 §4"),
    /** RFC 4954 §6. */
    MECHANISM_TOO_WEAK(Moment.AUTH, 534, "5.7.9 Authentication mechanism is too weak", "RFC 4954 §6"),
    /** RFC 4954 §6: of a mechanism that may be used inside TLS only. */
    ENCRYPTION_REQUIRED(
            Moment.AUTH, 538, "5.7.11 Encryption required for requested authentication mechanism", "RFC 4954 §6"),
    /** RFC 4954 §6. */
    AUTHENTICATION_UNAVAILABLE(Moment.AUTH, 454, "4.7.0 Temporary authentication failure", "RFC 4954 §6"),
    /** RFC 5248 §2.4. */
    ACCOUNT_DISABLED(Moment.AUTH, 525, "5.7.13 User account disabled", "RFC 5248 §2.4"),
    /** RFC 4954 §6. */
    PASSWORD_TRANSITION(Moment.AUTH, 432, "4.7.12 A password transition is needed", "RFC 4954 §6"),
    /** RFC 5321 §3.8 has the code; RFC 4954 §9 asks for a limit. */
    TOO_MANY_FAILURES(Moment.AUTH, 421, "4.7.0 {hostname} Too many failed logins", "RFC 5321 §3.8; RFC 4954 §9"),
    /** RFC 6409 §6.1. */
    SENDER_NOT_OWNED(Moment.MAIL, 553, "5.7.1 <{sender}>: Sender address not owned by user {user}", "RFC 6409 §6.1"),
    /** RFC 5321 §4.2.3. */
    SENDER_REFUSED(Moment.MAIL, 550, "5.7.1 <{sender}>: Sender address refused", "RFC 5321 §4.2.3"),
    /** RFC 5321 §3.6.2, §7.9. */
    RELAY_DENIED(Moment.RCPT, 550, "5.7.1 <{recipient}>: Relaying denied", "RFC 5321 §3.6.2, §7.9"),
    /** RFC 5321 §3.3; RFC 3463 §3.2 (X.1.1). */
    RECIPIENT_UNKNOWN(Moment.RCPT, 550, "5.1.1 <{recipient}>: User unknown", "RFC 5321 §3.3; RFC 3463 §3.2 (X.1.1)"),
    /** RFC 5321 §4.1.2; RFC 3463 §3.2 (X.1.3). */
    RECIPIENT_SYNTAX(Moment.RCPT, 501, "5.1.3 Bad recipient address syntax", "RFC 5321 §4.1.2; RFC 3463 §3.2 (X.1.3)"),
    /** RFC 7504 §5.1; RFC 7505 §4.2 for the enhanced code. */
    DOMAIN_TAKES_NO_MAIL(
            Moment.RCPT, 556, "5.1.10 <{recipient}>: Domain does not accept mail", "RFC 7504 §5.1; RFC 7505 §4.2"),
    /** RFC 5321 §4.2.3; RFC 3463 §3.3 (X.2.2). */
    MAILBOX_FULL(Moment.RCPT, 452, "4.2.2 <{recipient}>: Mailbox full", "RFC 5321 §4.2.3; RFC 3463 §3.3 (X.2.2)"),
    /** RFC 6647 §2.4. */
    GREYLISTED(Moment.RCPT, 450, "4.7.1 <{recipient}>: Greylisted, try again later", "RFC 6647 §2.4"),
    /** RFC 5321 §4.5.3.1.10. */
    TOO_MANY_RECIPIENTS(Moment.RCPT, 452, "4.5.3 Too many recipients", "RFC 5321 §4.5.3.1.10"),
    /** RFC 1870 §6.1 at MAIL, where the size is declared; §6.3 behind the content, where it is found. */
    TOO_LARGE(
            Moment.MAIL, 552, "5.3.4 Message size exceeds the fixed limit of {max-size} octets", "RFC 1870 §6.1, §6.3"),
    /** RFC 1870 §6.1; RFC 3463 §3.4 (X.3.1). */
    STORAGE_FULL(Moment.MAIL, 452, "4.3.1 Insufficient system storage", "RFC 1870 §6.1; RFC 3463 §3.4 (X.3.1)"),
    /** RFC 5321 §4.2.3; RFC 3463 §3.8 (X.7.1). */
    CONTENT_REFUSED(Moment.END_OF_DATA, 554, "5.7.1 Message content refused", "RFC 5321 §4.2.3; RFC 3463 §3.8 (X.7.1)"),
    /** RFC 5321 §2.3.8; RFC 3463 §3.7 (X.6.0). */
    BARE_NEWLINE(
            Moment.END_OF_DATA,
            550,
            "5.6.0 Message has a bare CR or LF: lines must end with CRLF",
            "RFC 5321 §2.3.8; RFC 3463 §3.7 (X.6.0)"),
    /** RFC 5321 §4.2.3. */
    RATE_LIMITED(Moment.MAIL, 450, "4.7.1 Too much mail from {client}, try again later", "RFC 5321 §4.2.3"),
    /** RFC 5321 §4.2.3; the enhanced code is Gmail's for its daily limit. */
    QUOTA_EXCEEDED(Moment.MAIL, 550, "5.4.5 Daily sending limit exceeded", "RFC 5321 §4.2.3");

    private final String id = Ids.of(this);
    private final Moment moment;
    private final Reply words;
    private final String source;

    Refusal(Moment moment, int code, String text, String source) {
        this.moment = moment;
        this.words = Reply.of(code, text);
        this.source = source;
    }

    /** The word of scenario files: {@code relay-denied}. */
    public String id() {
        return id;
    }

    /** When a plain server says it. */
    public Moment moment() {
        return moment;
    }

    /** How a plain server says it, placeholders still in. */
    public Reply words() {
        return words;
    }

    /** RFC and section that have it. */
    public String source() {
        return source;
    }

    /** The refusal with that word, if there is one. */
    public static Optional<Refusal> ofId(String id) {
        return Ids.find(values(), id);
    }
}
