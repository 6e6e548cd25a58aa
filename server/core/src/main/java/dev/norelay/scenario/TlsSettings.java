package dev.norelay.scenario;

import java.util.List;

/**
 * A server's TLS.
 *
 * @param certificate which one it shows
 * @param versions that it speaks, as {@code TLSv1.2}
 * @param names in the certificate, instead of all by which the server is reached; empty: all
 */
public record TlsSettings(Certificate certificate, List<String> versions, List<String> names) {
    /** A valid certificate and the versions of today. */
    public static final TlsSettings DEFAULT =
            new TlsSettings(Certificate.VALID, List.of("TLSv1.2", "TLSv1.3"), List.of());

    public TlsSettings {
        versions = List.copyOf(versions);
        names = List.copyOf(names);
    }
}
