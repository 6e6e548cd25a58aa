package dev.norelay.session;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SplittableRandom;

/**
 * What the mechanisms want drawn by chance. Here the run's seed draws it, so that a run can be played again octet for
 * octet. Deviates: RFC 4086 asks for what nobody can guess; what is guarded here are fixtures.
 *
 * @param nonce of this exchange: no other of the run has it
 * @param messageId the challenge of CRAM-MD5
 * @param seed of the run
 */
record Nonces(String nonce, String messageId, long seed) {
    private static final int NONCE_OCTETS = 18;
    private static final int SALT_OCTETS = 16;
    private static final long PRIME = 1_000_003;

    /**
     * Those of one exchange.
     *
     * @param exchange its number in the session
     */
    static Nonces of(Stamp stamp, int exchange, String hostname) {
        SplittableRandom random =
                new SplittableRandom(((stamp.seed() * PRIME + stamp.session()) * PRIME + exchange) ^ PRIME);
        byte[] octets = new byte[NONCE_OCTETS];
        random.nextBytes(octets);
        // RFC 2195 §2: random digits, a timestamp and the host's name, as a message id has them.
        String messageId =
                "<" + Long.toUnsignedString(random.nextLong()) + "." + stamp.unixTime() + "@" + hostname + ">";
        return new Nonces(Base64.getEncoder().encodeToString(octets), messageId, stamp.seed());
    }

    /** The salt of a user's password: the same in each exchange, as on a server that has only kept the salted one. */
    byte[] salt(String user) {
        SplittableRandom random = new SplittableRandom(seed);
        long start = random.nextLong();
        for (byte octet : user.getBytes(StandardCharsets.UTF_8)) {
            start = start * PRIME + octet;
        }
        byte[] salt = new byte[SALT_OCTETS];
        new SplittableRandom(start).nextBytes(salt);
        return salt;
    }
}
