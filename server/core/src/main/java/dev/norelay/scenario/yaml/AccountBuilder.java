package dev.norelay.scenario.yaml;

/** A login of the server's, in Java. Not thread-safe. */
public final class AccountBuilder {
    private final Keys keys;

    AccountBuilder(Keys keys) {
        this.keys = keys;
    }

    /** What it takes. A new account must have one, or a token. */
    public AccountBuilder password(String secret) {
        keys.text("password", secret);
        return this;
    }

    /** What it took once; a client that still sends one has a stale password. */
    public AccountBuilder formerPasswords(String... secrets) {
        keys.texts("former-passwords", secrets);
        return this;
    }

    /** What it takes in a password's place, by the mechanisms of OAuth. */
    public AccountBuilder token(String secret) {
        keys.text("token", secret);
        return this;
    }

    AccountBuilder noToken() {
        keys.nothing("token");
        return this;
    }

    /** What it took once in a password's place; a client that still sends one must sign in again. */
    public AccountBuilder expiredTokens(String... secrets) {
        keys.texts("expired-tokens", secrets);
        return this;
    }

    /** Tokens that are good for something else than sending. */
    public AccountBuilder wrongScopeTokens(String... secrets) {
        keys.texts("wrong-scope-tokens", secrets);
        return this;
    }

    /** The reverse-paths that this login may use, where the policy asks for it; a user name that is one, unless given. */
    public AccountBuilder addresses(String... own) {
        keys.texts("addresses", own);
        return this;
    }
}
