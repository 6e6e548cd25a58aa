package dev.norelay.session;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * RFC 2195 §2: {@code user SP digest}, the digest being HMAC-MD5 of the challenge with the password for its key, as 32
 * hexadecimal digits in lower case. A user name may hold blanks.
 *
 * @param challenge with angle brackets
 */
record CramMd5Exchange(String challenge) implements SaslExchange {
    private static final Pattern RESPONSE = Pattern.compile("(.*) ([0-9a-f]{32})", Pattern.DOTALL);

    @Override
    public Mechanism mechanism() {
        return Mechanism.CRAM_MD5;
    }

    @Override
    public Step begin() {
        return new Step.Challenge(challenge, this);
    }

    @Override
    public Step respond(byte[] octets, ServerProfile profile) {
        Matcher response = RESPONSE.matcher(new String(octets, StandardCharsets.UTF_8));
        if (!response.matches()) {
            return new Step.Garbled("CRAM-MD5 wants the user, a blank and 32 digits");
        }
        String digest = response.group(2);
        LoginAttempt.Evidence evidence = password -> digest(password).equals(digest);
        return new Step.Shown(LoginAttempt.of(response.group(1), evidence, Mechanism.CRAM_MD5, profile));
    }

    private String digest(String password) {
        return HexFormat.of().formatHex(Hash.MD5.mac(Hash.utf8(password), Hash.utf8(challenge)));
    }
}
