package dev.norelay.scenario.yaml;

import dev.norelay.session.Mechanism;
import dev.norelay.session.Policy;
import java.util.Arrays;

/**
 * Whether a server refuses, in Java. Says what differs from {@link Policy#DEFAULT}, of a listener what differs from its
 * server. Not thread-safe.
 */
public final class PolicyBuilder {
    private final Keys keys;

    PolicyBuilder(Keys keys) {
        this.keys = keys;
    }

    /** Who may send beyond the local domains. */
    public PolicyBuilder relay(Policy.Relay who) {
        keys.word("relay", who);
        return this;
    }

    /** For what a login is needed. */
    public PolicyBuilder requireAuth(Policy.RequireAuth what) {
        keys.word("require-auth", what);
        return this;
    }

    /** For what TLS is needed. */
    public PolicyBuilder requireTls(Policy.RequireTls what) {
        keys.word("require-tls", what);
        return this;
    }

    /** What AUTH offers, in order; none: AUTH is not offered. */
    public PolicyBuilder auth(Mechanism... mechanisms) {
        keys.list("auth", Arrays.stream(mechanisms).map(Mechanism::saslName).toList());
        return this;
    }

    /** Whether a login may use only its own addresses as reverse-path. */
    public PolicyBuilder senderMustBeOwn(boolean whether) {
        keys.flag("sender-must-be-own", whether);
        return this;
    }

    /** Of a message, in octets; 0: no limit. */
    public PolicyBuilder maxSize(long octets) {
        keys.size("max-size", octets);
        return this;
    }

    /** Of a mail transaction, from 1 to 1,000,000. */
    public PolicyBuilder maxRecipients(int most) {
        keys.number("max-recipients", most);
        return this;
    }

    /** What becomes of a message with a bare CR or LF. */
    public PolicyBuilder bareNewline(Policy.BareNewline fate) {
        keys.word("bare-newline", fate);
        return this;
    }
}
