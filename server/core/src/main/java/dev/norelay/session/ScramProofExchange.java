package dev.norelay.session;

import dev.norelay.session.LoginAttempt.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * RFC 5802 §5, the client's final message: {@code "c=" cbind-input ",r=" nonce ",p=" proof}. The server answers with its
 * signature, {@code v=}, or with an error, {@code e=} (§7), and the client's next line brings the reply.
 *
 * @param header the GS2 header, which {@code c} repeats
 * @param first what both have said so far, the header left out
 */
record ScramProofExchange(
        Mechanism mechanism, String user, String header, String first, String nonce, ScramSecret secret)
        implements SaslExchange {
    private static final Pattern UNPROVEN = Pattern.compile("c=([A-Za-z0-9+/=]+),r=([^,]+)(?:,.*)?");
    private static final String PROOF = ",p=";

    @Override
    public Step respond(byte[] octets, ServerProfile profile) {
        String message = new String(octets, StandardCharsets.UTF_8);
        int end = message.lastIndexOf(PROOF); // it comes last, whatever extensions stand before it
        Matcher parts = UNPROVEN.matcher(message.substring(0, Math.max(end, 0)));
        if (!parts.matches() || !parts.group(2).equals(nonce)) {
            return new Step.Garbled("SCRAM wants the channel binding, the server's nonce and a proof");
        }
        Optional<byte[]> proof = decoded(message.substring(end + PROOF.length()))
                .filter(found -> found.length == secret.hash().length());
        if (proof.isEmpty()) {
            return new Step.Garbled("a proof is as long as the hash");
        }
        if (!parts.group(1).equals(Base64.getEncoder().encodeToString(Hash.utf8(header)))) {
            LoginAttempt attempt = new LoginAttempt(user, mechanism, Outcome.CHANNEL_BINDING);
            return new Step.Challenge("e=channel-bindings-dont-match", new ConcludingExchange(attempt));
        }
        return proven(proof.get(), first + "," + parts.group(), profile);
    }

    private Step proven(byte[] proof, String authMessage, ServerProfile profile) {
        Map<String, byte[]> salted = new HashMap<>();
        LoginAttempt.Evidence evidence =
                password -> secret.proves(proof, salted.computeIfAbsent(password, secret::salted), authMessage);
        LoginAttempt attempt = LoginAttempt.of(user, evidence, mechanism, profile);
        Account account = profile.accounts().get(user);
        byte[] key = account == null ? null : salted.get(account.password());
        String message = attempt.outcome() == Outcome.GOOD && key != null
                ? "v=" + Base64.getEncoder().encodeToString(secret.signature(key, authMessage))
                : "e=invalid-proof";
        return new Step.Challenge(message, new ConcludingExchange(attempt));
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty(); // a mistake of the client's, which is no exception
        }
    }
}
