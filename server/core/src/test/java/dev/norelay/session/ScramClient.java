package dev.norelay.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SCRAM from the client's side, written from RFC 5802 §3 without a look at the server's. */
public record ScramClient(String hash, String header, String user, String password) {
    private static final String NONCE = "clientnonce";
    private static final Pattern FIRST = Pattern.compile("r=(.*),s=(.*),i=(\\d+)");

    public String first() {
        return header + bare();
    }

    private String bare() {
        return "n=" + user + ",r=" + NONCE;
    }

    /** What follows the server's first message. */
    public String last(String serverFirst) {
        String unproven = unproven(serverFirst);
        byte[] key = hmac(salted(serverFirst), "Client Key");
        byte[] signature = hmac(digest(key), bare() + "," + serverFirst + "," + unproven);
        for (int i = 0; i < key.length; i++) {
            key[i] ^= signature[i];
        }
        return unproven + ",p=" + Base64.getEncoder().encodeToString(key);
    }

    /** By which the server must show that it knows the password. */
    String verifier(String serverFirst) {
        byte[] signature =
                hmac(hmac(salted(serverFirst), "Server Key"), bare() + "," + serverFirst + "," + unproven(serverFirst));
        return "v=" + Base64.getEncoder().encodeToString(signature);
    }

    private String unproven(String serverFirst) {
        return "c=" + Base64.getEncoder().encodeToString(header.getBytes(UTF_8)) + ",r="
                + parts(serverFirst).group(1);
    }

    private static Matcher parts(String serverFirst) {
        Matcher parts = FIRST.matcher(serverFirst);
        if (!parts.matches()) {
            throw new AssertionError("not a server's first message: " + serverFirst);
        }
        return parts;
    }

    /** RFC 5802 §2.2, by hand. */
    private byte[] salted(String serverFirst) {
        Matcher parts = parts(serverFirst);
        byte[] salt = Base64.getDecoder().decode(parts.group(2));
        byte[] start = Arrays.copyOf(salt, salt.length + 4);
        start[start.length - 1] = 1;
        byte[] key = password.getBytes(UTF_8);
        byte[] step = hmac(key, start);
        byte[] sum = step.clone();
        for (int i = 1; i < Integer.parseInt(parts.group(3)); i++) {
            step = hmac(key, step);
            for (int j = 0; j < sum.length; j++) {
                sum[j] ^= step[j];
            }
        }
        return sum;
    }

    private byte[] hmac(byte[] key, String text) {
        return hmac(key, text.getBytes(UTF_8));
    }

    private byte[] hmac(byte[] key, byte[] octets) {
        try {
            Mac mac = Mac.getInstance("Hmac" + hash.replace("-", ""));
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[64] : key, "x")); // RFC 2104: filled up with zeros
            return mac.doFinal(octets);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] digest(byte[] octets) {
        try {
            return MessageDigest.getInstance(hash).digest(octets);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
