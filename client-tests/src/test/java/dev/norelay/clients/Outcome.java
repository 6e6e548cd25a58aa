package dev.norelay.clients;

/**
 * What became of a mail in the eyes of whoever sent it.
 *
 * @param sent whether the client says that it was sent
 * @param kind the client's own name for a failure: an exception's class, or an exit code; empty where it was sent
 * @param shown all that the client had to say: what it printed, or the messages of its exception and of that one's
 *     causes; to a person who has only this, it must tell what is wrong
 */
record Outcome(boolean sent, String kind, String shown) {

    static final Outcome SENT = new Outcome(true, "", "");

    /** Of a client that throws. */
    static Outcome failed(Throwable failure) {
        return new Outcome(false, failure.getClass().getSimpleName(), chain(failure));
    }

    /** Of a program: exit code 0 is success. */
    static Outcome of(Program.Run run) {
        boolean sent = run.exitCode() == 0;
        return new Outcome(sent, sent ? "" : "exit code " + run.exitCode(), run.output());
    }

    /** What a stack trace says, without the frames. */
    static String chain(Throwable failure) {
        StringBuilder text = new StringBuilder(failure.toString().strip());
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            text.append("\nCaused by: ").append(cause.toString().strip());
        }
        return text.toString();
    }
}
