package dev.norelay.outbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed: those whom the system trusts, and the person's own file. */
final class Trust {
    private Trust() {}

    /**
     * TLS that verifies; the name is checked by whoever uses it.
     *
     * @param caFile PEM, or null for the system's own
     */
    static SSLSocketFactory factory(@Nullable Path caFile) throws GeneralSecurityException, IOException {
        if (caFile == null) {
            return SSLContext.getDefault().getSocketFactory();
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (X509Certificate issuer : system().getAcceptedIssuers()) {
            trusted.setCertificateEntry("system " + trusted.size(), issuer);
        }
        try (InputStream pem = Files.newInputStream(caFile)) {
            for (Certificate own : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("own " + trusted.size(), own);
            }
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private static X509TrustManager system() throws GeneralSecurityException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init((KeyStore) null);
        for (TrustManager each : managers.getTrustManagers()) {
            if (each instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("this Java has no trust manager for certificates");
    }
}
