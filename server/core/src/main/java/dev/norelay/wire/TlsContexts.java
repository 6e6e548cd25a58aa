package dev.norelay.wire;

import dev.norelay.tls.CertificateAuthority;
import dev.norelay.tls.LeafProfile;
import dev.norelay.tls.ServerIdentity;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * Mints certificates when they are first asked for, off the event loops, and keeps them. Thread-safe.
 *
 * <p>TLS is the JDK's, or BoringSSL's where the user has {@code netty-tcnative-boringssl-static} on the class path and it
 * runs here; that is looked for when TLS is first asked for. What is enacted, journalled and diagnosed is the same. What
 * BoringSSL allocates is freed with a connection's handler, and with a context that is collected.
 */
final class TlsContexts {

    /** What makes one context different from another. */
    private record Key(
            Supplier<CertificateAuthority> authority, LeafProfile leaf, List<String> versions, ClientAuth client) {}

    private final Executor pool;
    private final Map<Key, CompletableFuture<SslContext>> contexts = new ConcurrentHashMap<>();

    /** The process's own authority, made when it is first asked for. That takes tens of milliseconds. */
    final Supplier<CertificateAuthority> authority = new Lazy<>(() -> CertificateAuthority.create(Clock.systemUTC()));

    TlsContexts(Executor pool) {
        this.pool = pool;
    }

    /**
     * A context for these. What clients cache (an intermediate) is minted anew for every call.
     *
     * @param authority asked on a worker; the same supplier means the same authority
     * @param client whether a client needs a certificate, signed by that authority
     */
    CompletableFuture<SslContext> context(
            Supplier<CertificateAuthority> authority, LeafProfile leaf, List<String> versions, ClientAuth client) {
        Key key = new Key(authority, leaf, versions, client);
        return leaf.kind() == LeafProfile.Kind.MISSING_INTERMEDIATE
                ? build(key)
                : contexts.computeIfAbsent(key, this::build);
    }

    private CompletableFuture<SslContext> build(Key key) {
        return CompletableFuture.supplyAsync(() -> make(key), pool);
    }

    private static SslContext make(Key key) {
        ServerIdentity identity = key.authority().get().mint(key.leaf());
        try {
            return SslContextBuilder.forServer(identity.key(), identity.chain().toArray(X509Certificate[]::new))
                    .sslProvider(provider())
                    .protocols(key.versions())
                    .clientAuth(key.client())
                    .trustManager(
                            key.authority().get().certificate()) // else all that Java trusts are read, for nothing
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("this Java cannot offer " + key.versions(), e);
        }
    }

    /** Another OpenSSL, which netty-tcnative can be linked with, says things that nobody has compared with the JDK's. */
    private static SslProvider provider() {
        return OpenSsl.isAvailable() && "BoringSSL".equals(OpenSsl.versionString())
                ? SslProvider.OPENSSL
                : SslProvider.JDK;
    }
}
