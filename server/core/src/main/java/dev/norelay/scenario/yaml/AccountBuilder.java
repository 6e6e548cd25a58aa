package dev.norelay.scenario.yaml;

/** A login of the server's, in Java. Not thread-safe. */
public final class AccountBuilder {
    private final Keys keys;

    AccountBuilder(Keys keys) {
        this.keys = keys;
    }

    /** What it takes. A new account must have one. */
    public AccountBuilder password(String secret) {
        keys.text("password", secret);
        return this;
    }

    /** What it took once; a client that still sends one has a stale password. */
    public AccountBuilder formerPasswords(String... secrets) {
        keys.texts("former-passwords", secrets);
        return this;
    }

    /** The reverse-paths that this login may use, where the policy asks for it; a user name that is one, unless given. */
    public AccountBuilder addresses(String... own) {
        keys.texts("addresses", own);
        return this;
    }
}
