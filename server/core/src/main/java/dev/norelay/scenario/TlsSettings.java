package dev.norelay.scenario;

import java.util.List;

/**
 * A server's TLS.
 *
 * @param certificate which one it shows
 * @param versions that it speaks, as {@code TLSv1.2}
 * @param names in the certificate, instead of all by which the server is reached; empty: all
 * @param clientCertificate whether it asks for the client's own
 */
public record TlsSettings(
        Certificate certificate, List<String> versions, List<String> names, ClientCertificate clientCertificate) {

    /** Whether a server asks for a certificate of the client's own. It takes those that its own authority has signed. */
    public enum ClientCertificate {
        NONE,
        /** Asked for; a client without one is let in. */
        REQUESTED,
        /** A client without one is refused. */
        REQUIRED
    }

    /** A valid certificate and the versions of today. */
    public static final TlsSettings DEFAULT =
            new TlsSettings(Certificate.VALID, List.of("TLSv1.2", "TLSv1.3"), List.of());

    /** A server that asks for no certificate of the client's. */
    public TlsSettings(Certificate certificate, List<String> versions, List<String> names) {
        this(certificate, versions, names, ClientCertificate.NONE);
    }

    public TlsSettings {
        versions = List.copyOf(versions);
        names = List.copyOf(names);
    }
}
