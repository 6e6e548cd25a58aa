package dev.norelay.session;

import dev.norelay.session.LoginAttempt.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * RFC 5802 §5, the client's first message: {@code gs2-header "n=" saslname ",r=" c-nonce}, to which the server says {@code
 * "r=" nonce ",s=" salt ",i=" iteration-count}, whether or not there is such a user. Without channel binding.
 */
record ScramExchange(Mechanism mechanism, Nonces nonces) implements SaslExchange {
    /** RFC 5802 §5.1, RFC 7677 §4: at least. */
    private static final int ITERATIONS = 4096;

    /** RFC 5802 §7: a nonce is printable. {@code m=}, which would stand in front, is to be refused. */
    private static final Pattern BARE = Pattern.compile("n=([^,\\x00]+),r=([\\x21-\\x2b\\x2d-\\x7e]+)(?:,.*)?");

    @Override
    public Step respond(byte[] octets, ServerProfile profile) {
        String message = new String(octets, StandardCharsets.UTF_8);
        Optional<Gs2Header> header = Gs2Header.of(message);
        String bare =
                header.map(found -> message.substring(found.text().length())).orElse("");
        Matcher parts = BARE.matcher(bare);
        Optional<String> user = parts.matches() ? Gs2Header.name(parts.group(1)) : Optional.empty();
        if (header.isEmpty() || user.isEmpty()) {
            return new Step.Garbled("SCRAM wants a GS2 header, a user and a nonce");
        }
        if (header.get().binds()) {
            // RFC 5802 §6: a server that cannot must fail the login.
            LoginAttempt attempt = new LoginAttempt(user.get(), mechanism, Outcome.CHANNEL_BINDING);
            return new Step.Challenge("e=channel-binding-not-supported", new ConcludingExchange(attempt));
        }
        byte[] salt = nonces.salt(user.get());
        String nonce = parts.group(2) + nonces.nonce();
        String first = "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(salt) + ",i=" + ITERATIONS;
        ScramSecret secret = new ScramSecret(hash(), salt, ITERATIONS);
        return new Step.Challenge(
                first,
                new ScramProofExchange(mechanism, user.get(), header.get().text(), bare + "," + first, nonce, secret));
    }

    private Hash hash() {
        return mechanism == Mechanism.SCRAM_SHA_1 ? Hash.SHA_1 : Hash.SHA_256;
    }
}
