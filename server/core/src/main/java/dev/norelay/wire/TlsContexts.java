package dev.norelay.wire;

import dev.norelay.tls.CertificateAuthority;
import dev.norelay.tls.LeafProfile;
import dev.norelay.tls.ServerIdentity;
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
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Mints certificates when they are first asked for, off the event loops, and keeps them. Thread-safe. */
final class TlsContexts {

    /** What makes one context different from another. */
    record Key(CertificateAuthority authority, LeafProfile leaf, List<String> versions) {}

    private final Executor pool;
    private final Map<Key, CompletableFuture<SslContext>> contexts = new ConcurrentHashMap<>();
    private @Nullable CertificateAuthority authority;

    TlsContexts(Executor pool) {
        this.pool = pool;
    }

    /** The process's own authority, made at the first call. Takes tens of milliseconds then: not for an event loop. */
    synchronized CertificateAuthority authority(Clock clock) {
        if (authority == null) {
            authority = CertificateAuthority.create(clock);
        }
        return authority;
    }

    /** A context for these. What clients cache (an intermediate) is minted anew for every call. */
    CompletableFuture<SslContext> context(Key key) {
        if (key.leaf().kind() == LeafProfile.Kind.MISSING_INTERMEDIATE) {
            return build(key);
        }
        return contexts.computeIfAbsent(key, this::build);
    }

    private CompletableFuture<SslContext> build(Key key) {
        return CompletableFuture.supplyAsync(() -> make(key), pool);
    }

    private static SslContext make(Key key) {
        ServerIdentity identity = key.authority().mint(key.leaf());
        try {
            return SslContextBuilder.forServer(identity.key(), identity.chain().toArray(X509Certificate[]::new))
                    .sslProvider(SslProvider.JDK)
                    .protocols(key.versions())
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("this Java cannot offer " + key.versions(), e);
        }
    }
}
