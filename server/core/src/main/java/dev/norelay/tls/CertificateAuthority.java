package dev.norelay.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority of one's own: a P-256 key and a self-signed certificate, valid from 20 years ago for 20 years
 * to come, so that only a leaf is ever out of date. A client under test trusts it, and nothing else must.
 *
 * <p>Immutable and safe for use by many threads. Making one and minting compute (a key pair and a signature: about a
 * millisecond when warm, ten for an RSA key, 50 to 150 the first time in a process), so neither belongs on an event
 * loop.
 */
public final class CertificateAuthority {
    private static final int WEAK_RSA_BITS = 1024;

    private final Issuer issuer;
    private final Clock clock;

    private CertificateAuthority(Issuer issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    /**
     * Makes a new authority, in memory.
     *
     * @param clock tells what now is, here and whenever a leaf is minted
     */
    public static CertificateAuthority create(Clock clock) {
        return new CertificateAuthority(computed(() -> newRoot(clock)), clock);
    }

    /**
     * Opens the authority that is kept in a directory as {@code ca.pem} and {@code ca-key.pem}; makes both if neither
     * is there, and the directory too. Where the file system has POSIX permissions, a directory made here has mode
     * 0700, and the key file 0600. Of several processes that do this at once one makes the authority and all get the
     * same.
     *
     * <p>The two files may come from another tool, provided that the key is an elliptic-curve one in PKCS #8.
     *
     * @param clock tells what now is, here and whenever a leaf is minted
     * @throws IOException if the directory or a file in it cannot be used; its message says what is wrong with which
     *     file, and what to do
     */
    public static CertificateAuthority inDirectory(Path directory, Clock clock) throws IOException {
        return new CertificateAuthority(
                new AuthorityDirectory(directory).open(() -> computed(() -> newRoot(clock)), clock.instant()), clock);
    }

    /** Where {@link #inDirectory} keeps the certificate, as PEM. */
    public static Path file(Path directory) {
        return directory.resolve(AuthorityDirectory.CERTIFICATE);
    }

    /** The certificate that clients are to trust. */
    public X509Certificate certificate() {
        return issuer.certificate();
    }

    /** The certificate that clients are to trust, as PEM, lines ended by LF. */
    public String pem() {
        return Pem.encode(Pem.CERTIFICATE, computed(certificate()::getEncoded));
    }

    /** Mints a new leaf, with a new key, for a server that this profile describes. */
    public ServerIdentity mint(LeafProfile profile) {
        return computed(() -> {
            Instant now = clock.instant();
            List<String> names = profile.certifiedNames();
            Validity validity = profile.validity(now);
            KeyPair pair = profile.kind() == LeafProfile.Kind.WEAK_KEY ? weakPair() : Issuer.p256();
            X509Certificate leaf = switch (profile.kind()) {
                case SELF_SIGNED -> Issuer.selfSignedLeaf(names, validity, pair);
                case UNKNOWN_ISSUER -> stranger(now).leaf(names, validity, pair.getPublic());
                case MISSING_INTERMEDIATE -> intermediate(now).leaf(names, validity, pair.getPublic());
                case VALID, EXPIRED, NOT_YET_VALID, WRONG_HOST, WEAK_KEY ->
                    issuer.leaf(names, validity, pair.getPublic());
            };
            return new ServerIdentity(pair.getPrivate(), List.of(leaf));
        });
    }

    /** A new key store in memory (PKCS #12, without password) that holds this authority's certificate alone. */
    public KeyStore trustStore() {
        return computed(() -> {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("norelay", certificate());
            return store;
        });
    }

    /**
     * A new context for a client that trusts this authority, and nothing else. Whether the host's name is checked is,
     * as ever in Java, the client's to say: {@code setEndpointIdentificationAlgorithm("HTTPS")}.
     */
    public SSLContext clientContext() {
        return computed(() -> {
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trustStore());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        });
    }

    private static Issuer newRoot(Clock clock) throws GeneralSecurityException {
        return Issuer.root("norelay test CA", Validity.ofAuthority(clock.instant()));
    }

    private static Issuer stranger(Instant now) throws GeneralSecurityException {
        return Issuer.root("unknown CA", Validity.ofAuthority(now));
    }

    private Issuer intermediate(Instant now) throws GeneralSecurityException {
        return issuer.intermediate("norelay intermediate CA", Validity.ofAuthority(now));
    }

    private static KeyPair weakPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(WEAK_RSA_BITS);
        return generator.generateKeyPair();
    }

    private static <T> T computed(Computation<T> computation) {
        try {
            return computation.run();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(
                    "this Java runtime cannot mint certificates: it must know P-256, SHA256withECDSA and PKCS12"
                            + " (a runtime made with jlink needs the module jdk.crypto.ec)",
                    e);
        }
    }

    @FunctionalInterface
    private interface Computation<T> {
        T run() throws GeneralSecurityException, IOException;
    }
}
