package dev.norelay.tls;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/** Somebody who signs certificates: a P-256 key, and the certificate that vouches for it. */
record Issuer(PrivateKey key, X509Certificate certificate) {
    private static final int LONGEST_COMMON_NAME = 64; // RFC 5280 appendix A.1, ub-common-name

    /** A new root. The key's identifier becomes part of its name: no two roots share one. */
    static Issuer root(String name, Validity validity) throws GeneralSecurityException {
        KeyPair pair = p256();
        byte[] identifier = Extensions.keyIdentifier(pair.getPublic());
        X500Principal subject = named(name, identifier);
        List<byte[]> extensions = List.of(
                Extensions.authority(),
                Extensions.signsCertificates(),
                Extensions.subjectKeyIdentifier(identifier),
                Extensions.authorityKeyIdentifier(identifier));
        TbsCertificate tbs = new TbsCertificate(subject, validity, subject, pair.getPublic(), extensions);
        return new Issuer(pair.getPrivate(), tbs.sign(pair.getPrivate()));
    }

    /** A new authority below this one. */
    Issuer intermediate(String name, Validity validity) throws GeneralSecurityException {
        KeyPair pair = p256();
        byte[] identifier = Extensions.keyIdentifier(pair.getPublic());
        List<byte[]> extensions = List.of(
                Extensions.authorityOfLeaves(),
                Extensions.signsCertificates(),
                Extensions.subjectKeyIdentifier(identifier),
                Extensions.authorityKeyIdentifier(Extensions.keyIdentifier(certificate)));
        TbsCertificate tbs = new TbsCertificate(
                certificate.getSubjectX500Principal(), validity, named(name, identifier), pair.getPublic(), extensions);
        return new Issuer(pair.getPrivate(), tbs.sign(key));
    }

    X509Certificate leaf(List<String> names, Validity validity, PublicKey subjectKey) throws GeneralSecurityException {
        return new TbsCertificate(
                        certificate.getSubjectX500Principal(),
                        validity,
                        leafName(names),
                        subjectKey,
                        leafExtensions(names, subjectKey, Extensions.keyIdentifier(certificate)))
                .sign(key);
    }

    /** A leaf that nobody but itself vouches for. It is no authority. */
    static X509Certificate selfSignedLeaf(List<String> names, Validity validity, KeyPair pair)
            throws GeneralSecurityException {
        X500Principal subject = leafName(names);
        List<byte[]> extensions = leafExtensions(names, pair.getPublic(), Extensions.keyIdentifier(pair.getPublic()));
        return new TbsCertificate(subject, validity, subject, pair.getPublic(), extensions).sign(pair.getPrivate());
    }

    static KeyPair p256() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static List<byte[]> leafExtensions(List<String> names, PublicKey subjectKey, byte[] authorityIdentifier)
            throws GeneralSecurityException {
        return List.of(
                Extensions.signsHandshakes(),
                Extensions.serverAuth(),
                Extensions.subjectAlternativeNames(names),
                Extensions.subjectKeyIdentifier(Extensions.keyIdentifier(subjectKey)),
                Extensions.authorityKeyIdentifier(authorityIdentifier));
    }

    /** The first DNS name that fits; clients read the alternative names, people read this one. */
    private static X500Principal leafName(List<String> names) {
        String commonName = names.stream()
                .filter(name -> GeneralName.isDnsName(name) && name.length() <= LONGEST_COMMON_NAME)
                .findFirst()
                .orElse("norelay");
        return new X500Principal("CN=" + commonName);
    }

    private static X500Principal named(String name, byte[] keyIdentifier) {
        return new X500Principal("CN=" + name + " " + HexFormat.of().formatHex(keyIdentifier, 0, 4));
    }
}
