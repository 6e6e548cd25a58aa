package dev.norelay.session;

import static dev.norelay.session.Hash.utf8;

import java.security.MessageDigest;
import java.text.Normalizer;

/** What SCRAM makes of a password (RFC 5802 §3). */
final class ScramSecret {
    private final Hash hash;
    private final byte[] salt;
    private final int iterations;

    ScramSecret(Hash hash, byte[] salt, int iterations) {
        this.hash = hash;
        this.salt = salt.clone();
        this.iterations = iterations;
    }

    Hash hash() {
        return hash;
    }

    /** The salted password. Deviates from RFC 4013: what it prohibits in passwords is let pass. */
    byte[] salted(String password) {
        String spaces = password.replaceAll("\\p{Zs}", " ");
        return hash.stretch(Normalizer.normalize(spaces, Normalizer.Form.NFKC), salt, iterations);
    }

    /** Whether the proof is one that only who knows the password can give. */
    boolean proves(byte[] proof, byte[] salted, String authMessage) {
        byte[] stored = hash.digest(hash.mac(salted, utf8("Client Key")));
        byte[] key = hash.mac(stored, utf8(authMessage));
        for (int i = 0; i < key.length; i++) {
            key[i] ^= proof[i];
        }
        return MessageDigest.isEqual(hash.digest(key), stored);
    }

    /** By which the server shows that it knows the password as well. */
    byte[] signature(byte[] salted, String authMessage) {
        return hash.mac(hash.mac(salted, utf8("Server Key")), utf8(authMessage));
    }
}
