package dev.norelay.session;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * draft-murchison-sasl-login-00 §2: the user name, then the password, each asked for. The challenges are the ones that
 * clients compare literally.
 *
 * @param user null where it is not yet known
 */
record LoginExchange(@Nullable String user) implements SaslExchange {
    @Override
    public Mechanism mechanism() {
        return Mechanism.LOGIN;
    }

    @Override
    public Step begin() {
        return new Step.Challenge("Username:", this);
    }

    @Override
    public Step respond(byte[] octets, ServerProfile profile) {
        String said = new String(octets, StandardCharsets.UTF_8);
        if (user != null) {
            return new Step.Shown(LoginAttempt.of(user, said::equals, Mechanism.LOGIN, profile));
        }
        // No user name holds a NUL (RFC 4422 §3.2): this is PLAIN's message, and would put its password into ours.
        return said.indexOf(0) < 0
                ? new Step.Challenge("Password:", new LoginExchange(said))
                : new Step.Garbled("LOGIN wants the user name alone");
    }
}
