package dev.norelay.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/** A certificate to be signed (RFC 5280 §4.1.2). Its key may be of any kind; whoever signs it has a P-256 key. */
record TbsCertificate(
        X500Principal issuer, Validity validity, X500Principal subject, PublicKey subjectKey, List<byte[]> extensions) {
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
    private static final BigInteger VERSION_3 = BigInteger.TWO;
    private static final int SERIAL_BITS = 126;

    X509Certificate sign(PrivateKey issuerKey) throws GeneralSecurityException {
        byte[] tbs = der();
        Signature signature = Signature.getInstance(SIGNATURE);
        signature.initSign(issuerKey);
        signature.update(tbs);
        byte[] certificate = Der.sequence(tbs, algorithm(), Der.bitString(0, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
    }

    private byte[] der() {
        return Der.sequence(
                Der.explicit(0, Der.integer(VERSION_3)),
                Der.integer(randomSerial()),
                algorithm(),
                issuer.getEncoded(),
                validity.der(),
                subject.getEncoded(),
                subjectKey.getEncoded(),
                Der.explicit(3, Der.sequence(extensions.toArray(byte[][]::new))));
    }

    /** Clients remember issuer and serial together, so that each must be new. */
    private static BigInteger randomSerial() {
        return new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE); // RFC 5280 §4.1.2.2: positive
    }

    private static byte[] algorithm() {
        return Der.sequence(Der.oid(ECDSA_WITH_SHA256)); // RFC 5758 §3.2: without parameters
    }
}
