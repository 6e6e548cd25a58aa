package dev.norelay.session;

import org.jspecify.annotations.Nullable;

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
        /** No password, or no token: a client that logs in although none was entered. */
        BLANK,
        /** A token that was right once. */
        EXPIRED_TOKEN,
        /** A token of this user's that does not allow to send. */
        WRONG_SCOPE,
        WRONG_TOKEN,
        /** Nothing that was looked at: the client wants the login bound to the TLS channel, which this server cannot. */
        CHANNEL_BINDING
    }

    /** Whether what a client has sent shows that it knows a password. */
    interface Evidence {
        boolean fits(String password);
    }

    /** Looks up in a server's accounts whose password a client has shown to know. */
    static LoginAttempt of(String user, Evidence evidence, Mechanism mechanism, ServerProfile profile) {
        return new LoginAttempt(user, mechanism, password(profile.accounts().get(user), evidence));
    }

    /** Looks a token up in a server's accounts. */
    static LoginAttempt ofToken(String user, String token, Mechanism mechanism, ServerProfile profile) {
        Account account = profile.accounts().get(user);
        Outcome outcome =
                account == null ? Outcome.UNKNOWN_USER : account.tokens().look(token);
        return new LoginAttempt(user, mechanism, token.isEmpty() ? Outcome.BLANK : outcome);
    }

    /** The right password first: what a client may show costs thousands of hashes to look at. */
    private static Outcome password(@Nullable Account account, Evidence evidence) {
        if (account != null && !account.password().isEmpty() && evidence.fits(account.password())) {
            return Outcome.GOOD;
        }
        if (evidence.fits("")) {
            return Outcome.BLANK;
        }
        if (account == null) {
            return Outcome.UNKNOWN_USER;
        }
        boolean former = account.formerPasswords().stream().anyMatch(evidence::fits);
        return former ? Outcome.FORMER_PASSWORD : Outcome.WRONG_PASSWORD;
    }
}
