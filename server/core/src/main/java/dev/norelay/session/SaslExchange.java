package dev.norelay.session;

/**
 * An authentication exchange from the server's side (RFC 4422 §3): octets in, the next step out. Immutable: each step
 * carries the exchange that goes on from there.
 */
public sealed interface SaslExchange
        permits PlainExchange,
                LoginExchange,
                CramMd5Exchange,
                ScramExchange,
                ScramProofExchange,
                OauthExchange,
                ConcludingExchange {

    /** Which mechanism this is. */
    Mechanism mechanism();

    /** What to send when the client gave no initial response. */
    default Step begin() {
        return new Step.Challenge("", this);
    }

    /**
     * What follows the client's octets.
     *
     * @param profile whose accounts the client's credentials are looked up in
     */
    Step respond(byte[] octets, ServerProfile profile);

    /** What an exchange comes to. */
    sealed interface Step {
        /** The server asks, or tells what the client needs to know before the end; the exchange goes on. */
        record Challenge(String text, SaslExchange next) implements Step {}

        /** The client has shown its credentials. */
        record Shown(LoginAttempt attempt) implements Step {}

        /** What the client sent is not what the mechanism asks for. */
        record Garbled(String explanation) implements Step {}
    }

    /**
     * A new exchange.
     *
     * @param nonces for what the mechanism has no client foresee
     */
    static SaslExchange of(Mechanism mechanism, Nonces nonces) {
        return switch (mechanism) {
            case PLAIN -> new PlainExchange();
            case LOGIN -> new LoginExchange(null);
            case CRAM_MD5 -> new CramMd5Exchange(nonces.messageId());
            case SCRAM_SHA_1, SCRAM_SHA_256 -> new ScramExchange(mechanism, nonces);
            case XOAUTH2, OAUTHBEARER -> new OauthExchange(mechanism);
        };
    }
}
