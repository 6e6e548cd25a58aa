package dev.norelay.tls;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/** The certificate extensions that we write, each as DER. */
final class Extensions {
    private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

    private static final int KEY_IDENTIFIER_OCTETS = 20;

    private Extensions() {}

    /** That this is an authority, without limit to the authorities below it. */
    static byte[] authority() {
        return critical(BASIC_CONSTRAINTS, Der.sequence(Der.booleanTrue())); // RFC 5280 §4.2.1.9
    }

    /** That this is an authority that signs leaves only. */
    static byte[] authorityOfLeaves() {
        return critical(BASIC_CONSTRAINTS, Der.sequence(Der.booleanTrue(), Der.integer(BigInteger.ZERO)));
    }

    /** keyCertSign (bit 5) and cRLSign (bit 6). */
    static byte[] signsCertificates() {
        return critical(KEY_USAGE, Der.bitString(1, (byte) 0b0000_0110)); // RFC 5280 §4.2.1.3
    }

    /** digitalSignature (bit 0). */
    static byte[] signsHandshakes() {
        return critical(KEY_USAGE, Der.bitString(7, (byte) 0b1000_0000)); // RFC 5280 §4.2.1.3
    }

    static byte[] serverAuth() {
        return plain(EXTENDED_KEY_USAGE, Der.sequence(Der.oid(SERVER_AUTH))); // RFC 5280 §4.2.1.12
    }

    static byte[] subjectAlternativeNames(List<String> names) {
        byte[][] encoded = names.stream().map(GeneralName::encode).toArray(byte[][]::new);
        return plain(SUBJECT_ALTERNATIVE_NAME, Der.sequence(encoded)); // RFC 5280 §4.2.1.6
    }

    static byte[] subjectKeyIdentifier(byte[] identifier) {
        return plain(SUBJECT_KEY_IDENTIFIER, Der.octetString(identifier)); // RFC 5280 §4.2.1.2
    }

    static byte[] authorityKeyIdentifier(byte[] identifier) {
        return plain(AUTHORITY_KEY_IDENTIFIER, Der.sequence(Der.implicit(0, identifier))); // RFC 5280 §4.2.1.1
    }

    /** The identifier that we give to a key. */
    static byte[] keyIdentifier(PublicKey key) throws NoSuchAlgorithmException {
        // RFC 7093 §2 (4): a hash of the SubjectPublicKeyInfo, cut to the 20 octets that everybody expects
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        return Arrays.copyOf(hash, KEY_IDENTIFIER_OCTETS);
    }

    /** The identifier that a certificate gives to its key: another tool may have made it with another hash. */
    static byte[] keyIdentifier(X509Certificate certificate) throws NoSuchAlgorithmException {
        byte[] extension = certificate.getExtensionValue(SUBJECT_KEY_IDENTIFIER);
        if (extension == null) {
            return keyIdentifier(certificate.getPublicKey());
        }
        return Arrays.copyOfRange(extension, 4, extension.length); // tag and length, of two OCTET STRINGs in each other
    }

    private static byte[] critical(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.booleanTrue(), Der.octetString(value));
    }

    private static byte[] plain(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.octetString(value));
    }
}
