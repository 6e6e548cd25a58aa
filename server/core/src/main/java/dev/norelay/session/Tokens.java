package dev.norelay.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account's sign-in gives to clients in place of a password (RFC 6750), as the server knows it.
 *
 * @param current what it takes; null: none
 * @param expired what it took once; a client that still sends one must sign in again
 * @param wrongScope what is good for something else, reading mail perhaps, and not for sending
 */
public record Tokens(@Nullable String current, List<String> expired, List<String> wrongScope) {
    /** Of an account without any. */
    public static final Tokens NONE = new Tokens(null, List.of(), List.of());

    public Tokens {
        expired = List.copyOf(expired);
        wrongScope = List.copyOf(wrongScope);
    }

    /** What a token of this account's comes to. */
    LoginAttempt.Outcome look(String token) {
        if (token.equals(current)) {
            return LoginAttempt.Outcome.GOOD;
        }
        if (expired.contains(token)) {
            return LoginAttempt.Outcome.EXPIRED_TOKEN;
        }
        return wrongScope.contains(token) ? LoginAttempt.Outcome.WRONG_SCOPE : LoginAttempt.Outcome.WRONG_TOKEN;
    }

    /** Tokens stay out of logs. */
    @Override
    public String toString() {
        return "Tokens[***]";
    }
}
