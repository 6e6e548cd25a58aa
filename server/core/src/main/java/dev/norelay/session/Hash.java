package dev.norelay.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The hash functions of the mechanisms, as every JDK has them (docs/adr/0015). */
enum Hash {
    MD5("MD5", 16),
    SHA_1("SHA-1", 20),
    SHA_256("SHA-256", 32);

    private final String name;
    private final int length;

    Hash(String name, int length) {
        this.name = name;
        this.length = length;
    }

    /** In octets. */
    int length() {
        return length;
    }

    byte[] digest(byte[] octets) {
        try {
            return MessageDigest.getInstance(name).digest(octets);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no " + name, missing);
        }
    }

    /** RFC 2104. */
    byte[] mac(byte[] key, byte[] octets) {
        String algorithm = "Hmac" + name.replace("-", "");
        try {
            Mac mac = Mac.getInstance(algorithm);
            // RFC 2104 §2: keys are filled up with zeros, so that one zero is as good as nothing, which Java takes for
            // a
            // mistake.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
            return mac.doFinal(octets);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no " + algorithm, missing);
        }
    }

    /** RFC 5802 §2.2, there called Hi; RFC 8018 §5.2. Takes milliseconds: that is what it is for. */
    byte[] stretch(String password, byte[] salt, int iterations) {
        String algorithm = "PBKDF2WithHmac" + name.replace("-", "");
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, length * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance(algorithm).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no " + algorithm, missing);
        } finally {
            spec.clearPassword();
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
