package dev.norelay.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a server shows in a TLS handshake. Immutable.
 *
 * @param key the leaf's private key
 * @param chain the certificates to send, the leaf first, without the root (RFC 8446 §4.4.2); where an intermediate is
 *     missing on purpose, the leaf alone
 */
public record ServerIdentity(PrivateKey key, List<X509Certificate> chain) {
    public ServerIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a chain has at least the leaf: give the server's certificate first");
        }
    }

    /** The server's own certificate. */
    public X509Certificate leaf() {
        return chain.get(0);
    }
}
