package dev.norelay.session;

/**
 * The last turn of an exchange whose outcome is known and has been told to the client in a challenge: what the client now
 * sends ends it. SMTP has no reply that carries data of a mechanism's beside the yes or the no (RFC 4954 §4).
 */
record ConcludingExchange(LoginAttempt attempt) implements SaslExchange {
    @Override
    public Mechanism mechanism() {
        return attempt.mechanism();
    }

    /** Behind a yes nothing is left to say; behind a no, clients say all kinds of things (RFC 7628 §3.2.3). */
    @Override
    public Step respond(byte[] octets, ServerProfile profile) {
        return isGood() && octets.length > 0
                ? new Step.Garbled("the exchange is over: only an empty line is awaited")
                : new Step.Shown(attempt);
    }

    /** Whether the client will hear a yes. */
    boolean isGood() {
        return attempt.outcome() == LoginAttempt.Outcome.GOOD;
    }
}
