package dev.norelay.session;

import static dev.norelay.smtp.ReplyCode.AUTHENTICATION_SUCCEEDED_235;
import static dev.norelay.smtp.ReplyCode.BAD_SEQUENCE_503;
import static dev.norelay.smtp.ReplyCode.CANNOT_VERIFY_252;
import static dev.norelay.smtp.ReplyCode.COMMAND_NOT_IMPLEMENTED_502;
import static dev.norelay.smtp.ReplyCode.COMMAND_UNRECOGNIZED_500;
import static dev.norelay.smtp.ReplyCode.HELP_MESSAGE_214;
import static dev.norelay.smtp.ReplyCode.OK_250;
import static dev.norelay.smtp.ReplyCode.SERVICE_READY_220;
import static dev.norelay.smtp.ReplyCode.START_MAIL_INPUT_354;

import dev.norelay.smtp.Reply;

/** The replies of a correct server that never change (RFC 5321 §4.2.3; enhanced codes RFC 3463, RFC 4954 §6). */
final class Replies {
    static final Reply RESET = Reply.of(OK_250, "2.0.0 OK");
    static final Reply NOOP = Reply.of(OK_250, "2.0.0 OK");
    static final Reply SENDER_OK = Reply.of(OK_250, "2.1.0 OK");
    static final Reply RECIPIENT_OK = Reply.of(OK_250, "2.1.5 OK");
    static final Reply START_MAIL_INPUT = Reply.of(START_MAIL_INPUT_354, "Start mail input; end with <CRLF>.<CRLF>");
    static final Reply DELIVERED = Reply.of(OK_250, "2.0.0 OK");
    /** RFC 5321 §3.5.3. */
    static final Reply CANNOT_VERIFY =
            Reply.of(CANNOT_VERIFY_252, "2.1.5 Cannot VRFY user, but will accept message and attempt delivery");
    /** RFC 3207 §4. */
    static final Reply READY_FOR_TLS = Reply.of(SERVICE_READY_220, "2.0.0 Ready to start TLS");

    static final Reply LOGGED_IN = Reply.of(AUTHENTICATION_SUCCEEDED_235, "2.7.0 Authentication successful");
    /** RFC 5321 §4.1.1.8. */
    static final Reply HELP = Reply.of(
            HELP_MESSAGE_214, "2.0.0 EHLO HELO STARTTLS AUTH MAIL RCPT DATA BDAT", "2.0.0 RSET NOOP VRFY HELP QUIT");
    /** RFC 3030 §2. */
    static final Reply CHUNK_TAKEN = Reply.of(OK_250, "2.0.0 Chunk taken");

    static final Reply UNRECOGNIZED = Reply.of(COMMAND_UNRECOGNIZED_500, "5.5.2 Syntax error, command unrecognized");
    static final Reply NOT_IMPLEMENTED = Reply.of(COMMAND_NOT_IMPLEMENTED_502, "5.5.1 Command not implemented");
    static final Reply STARTTLS_NOT_OFFERED = Reply.of(COMMAND_NOT_IMPLEMENTED_502, "5.5.1 STARTTLS is not offered");
    static final Reply AUTH_NOT_OFFERED = Reply.of(COMMAND_NOT_IMPLEMENTED_502, "5.5.1 AUTH is not offered");
    static final Reply BDAT_NOT_OFFERED = Reply.of(COMMAND_NOT_IMPLEMENTED_502, "5.5.1 CHUNKING is not offered");
    static final Reply EHLO_FIRST = Reply.of(BAD_SEQUENCE_503, "5.5.1 Bad sequence of commands: EHLO first");
    static final Reply MAIL_FIRST = Reply.of(BAD_SEQUENCE_503, "5.5.1 Bad sequence of commands: MAIL first");
    static final Reply RCPT_FIRST = Reply.of(BAD_SEQUENCE_503, "5.5.1 Bad sequence of commands: no valid recipients");
    static final Reply NESTED_MAIL = Reply.of(BAD_SEQUENCE_503, "5.5.1 Bad sequence of commands: nested MAIL");
    static final Reply CHUNKS_BEGUN =
            Reply.of(BAD_SEQUENCE_503, "5.5.1 Bad sequence of commands: only BDAT or RSET behind BDAT");
    static final Reply CHUNK_REFUSED =
            Reply.of(BAD_SEQUENCE_503, "5.5.1 Bad sequence of commands: a chunk was refused, RSET first");
    static final Reply BINARY_IN_DATA =
            Reply.of(BAD_SEQUENCE_503, "5.5.1 Bad sequence of commands: BODY=BINARYMIME needs BDAT");
    static final Reply AUTH_IN_TRANSACTION =
            Reply.of(BAD_SEQUENCE_503, "5.5.1 Bad sequence of commands: AUTH within a mail transaction");
    static final Reply AUTH_TWICE = Reply.of(BAD_SEQUENCE_503, "5.5.1 Bad sequence of commands: already authenticated");
    static final Reply TLS_TWICE = Reply.of(BAD_SEQUENCE_503, "5.5.1 Bad sequence of commands: TLS is already active");

    private Replies() {}
}
