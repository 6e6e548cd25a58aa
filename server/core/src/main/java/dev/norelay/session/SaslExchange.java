package dev.norelay.session;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An authentication exchange from the server's side (RFC 4422 §3): octets in, the next step out. Immutable: each step
 * carries the exchange that goes on from there.
 */
public sealed interface SaslExchange {

    /** Which mechanism this is. */
    Mechanism mechanism();

    /** What to send when the client gave no initial response. */
    Step begin();

    /** What follows the client's octets. */
    Step respond(byte[] octets);

    /** What an exchange comes to. */
    sealed interface Step {
        /** The server asks; the exchange goes on. */
        record Challenge(String text, SaslExchange next) implements Step {}

        /** The client has given its credentials. */
        record Credentials(String user, String password) implements Step {}

        /** What the client sent is not what the mechanism asks for. */
        record Garbled(String explanation) implements Step {}
    }

    /** A new exchange. */
    static SaslExchange of(Mechanism mechanism) {
        return switch (mechanism) {
            case PLAIN -> new Plain();
            case LOGIN -> new Login(null);
        };
    }

    /** RFC 4616 §2: {@code [authzid] NUL authcid NUL passwd}. */
    record Plain() implements SaslExchange {
        @Override
        public Mechanism mechanism() {
            return Mechanism.PLAIN;
        }

        @Override
        public Step begin() {
            return new Step.Challenge("", this);
        }

        @Override
        public Step respond(byte[] octets) {
            List<String> parts = List.of(new String(octets, StandardCharsets.UTF_8).split("\0", -1));
            return parts.size() == 3
                    ? new Step.Credentials(parts.get(1), parts.get(2))
                    : new Step.Garbled("PLAIN wants two NULs between identity, user and password");
        }
    }

    /** draft-murchison-sasl-login-00 §2. The challenges are the ones that clients compare literally. */
    record Login(@Nullable String user) implements SaslExchange {
        @Override
        public Mechanism mechanism() {
            return Mechanism.LOGIN;
        }

        @Override
        public Step begin() {
            return challenge("Username:", this);
        }

        @Override
        public Step respond(byte[] octets) {
            String said = new String(octets, StandardCharsets.UTF_8);
            if (user != null) {
                return new Step.Credentials(user, said);
            }
            // No user name holds a NUL (RFC 4422 §3.2): this is PLAIN's message, and would put its password into ours.
            return said.indexOf(0) < 0
                    ? challenge("Password:", new Login(said))
                    : new Step.Garbled("LOGIN wants the user name alone");
        }

        private static Step challenge(String prompt, SaslExchange next) {
            return new Step.Challenge(prompt, next);
        }
    }
}
