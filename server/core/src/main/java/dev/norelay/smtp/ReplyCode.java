package dev.norelay.smtp;

/** The reply codes that a correct server uses, by number and meaning (RFC 5321 §4.2.3 unless said). */
public final class ReplyCode {
    public static final int HELP_MESSAGE_214 = 214;
    public static final int SERVICE_READY_220 = 220;
    public static final int SERVICE_CLOSING_221 = 221;
    /** RFC 4954 §6. */
    public static final int AUTHENTICATION_SUCCEEDED_235 = 235;

    public static final int OK_250 = 250;
    public static final int CANNOT_VERIFY_252 = 252;
    /** RFC 4954 §4. */
    public static final int AUTHENTICATION_CHALLENGE_334 = 334;

    public static final int START_MAIL_INPUT_354 = 354;
    public static final int SERVICE_NOT_AVAILABLE_421 = 421;
    public static final int LOCAL_ERROR_451 = 451;
    public static final int COMMAND_UNRECOGNIZED_500 = 500;
    public static final int ARGUMENTS_INVALID_501 = 501;
    public static final int COMMAND_NOT_IMPLEMENTED_502 = 502;
    public static final int BAD_SEQUENCE_503 = 503;
    public static final int PARAMETER_NOT_IMPLEMENTED_504 = 504;
    public static final int MAILBOX_UNAVAILABLE_550 = 550;
    public static final int TRANSACTION_FAILED_554 = 554;
    public static final int PARAMETERS_NOT_RECOGNIZED_555 = 555;

    private ReplyCode() {}
}
