package dev.norelay.session;

/**
 * A login that a client tried, with what only the server knows about it. The password is not kept here.
 *
 * @param user as the client gave it
 * @param mechanism by which
 * @param outcome what the server found
 */
public record LoginAttempt(String user, Mechanism mechanism, Outcome outcome) {

    /** What the server found. */
    public enum Outcome {
        GOOD,
        UNKNOWN_USER,
        /** A password that was right once. */
        FORMER_PASSWORD,
        WRONG_PASSWORD,
        /** No password: a client that logs in although none was entered. */
        BLANK
    }

    /** Looks the credentials up in a server's accounts. */
    static LoginAttempt of(String user, String password, Mechanism mechanism, ServerProfile profile) {
        Account account = profile.accounts().get(user);
        Outcome outcome;
        if (password.isEmpty()) {
            outcome = Outcome.BLANK;
        } else if (account == null) {
            outcome = Outcome.UNKNOWN_USER;
        } else if (account.password().equals(password)) {
            outcome = Outcome.GOOD;
        } else if (account.formerPasswords().contains(password)) {
            outcome = Outcome.FORMER_PASSWORD;
        } else {
            outcome = Outcome.WRONG_PASSWORD;
        }
        return new LoginAttempt(user, mechanism, outcome);
    }
}
