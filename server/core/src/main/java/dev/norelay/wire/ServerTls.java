package dev.norelay.wire;

import dev.norelay.scenario.Phase;
import dev.norelay.scenario.TlsSettings;
import dev.norelay.tls.CertificateAuthority;
import dev.norelay.tls.LeafProfile;
import io.netty.handler.ssl.SslContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** One server's TLS: which certificate the present phase shows. Thread-safe; nothing is minted before it is needed. */
final class ServerTls {
    private final TlsContexts contexts;
    private final Supplier<CertificateAuthority> authority;
    private final Supplier<Phase> phase;
    private final String host;

    /** Certificates are valid for that host too, by which clients reach the server. */
    ServerTls(TlsContexts contexts, Supplier<CertificateAuthority> authority, Supplier<Phase> phase, String host) {
        this.contexts = contexts;
        this.authority = authority;
        this.phase = phase;
        this.host = host.replaceFirst("%.*", ""); // the zone of an IPv6 address (RFC 4007 §11)
    }

    /** The context for the next handshake. The future is done by a worker, at once if it has been minted before. */
    CompletableFuture<SslContext> context() {
        Phase now = phase.get();
        TlsSettings tls = now.server().tls();
        LeafProfile leaf = new LeafProfile(kind(tls), names(now), now.client().clock());
        return contexts.context(authority, leaf, tls.versions());
    }

    private List<String> names(Phase phase) {
        List<String> own = phase.server().tls().names();
        if (!own.isEmpty()) {
            return own;
        }
        LinkedHashSet<String> names = new LinkedHashSet<>();
        names.add(phase.server().profile().hostname());
        names.addAll(List.of("localhost", "127.0.0.1", "::1", host));
        return new ArrayList<>(names);
    }

    private static LeafProfile.Kind kind(TlsSettings tls) {
        return switch (tls.certificate()) {
            case VALID -> LeafProfile.Kind.VALID;
            case EXPIRED -> LeafProfile.Kind.EXPIRED;
            case NOT_YET_VALID -> LeafProfile.Kind.NOT_YET_VALID;
            case WRONG_HOST -> LeafProfile.Kind.WRONG_HOST;
            case SELF_SIGNED -> LeafProfile.Kind.SELF_SIGNED;
            case UNKNOWN_ISSUER -> LeafProfile.Kind.UNKNOWN_ISSUER;
            case MISSING_INTERMEDIATE -> LeafProfile.Kind.MISSING_INTERMEDIATE;
            case WEAK_KEY -> LeafProfile.Kind.WEAK_KEY;
        };
    }
}
