package dev.norelay.wire;

import dev.norelay.fault.TlsFault;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.TlsSettings;
import dev.norelay.tls.CertificateAuthority;
import dev.norelay.tls.LeafProfile;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One server's TLS: which certificate the present phase shows, in which versions, and what is wrong with its handshakes.
 * Thread-safe; nothing is minted before it is needed.
 *
 * <p>A device that knows only some versions of TLS ({@code client.tls}) is played by the server: it meets any client as
 * it would meet that device. Where the server speaks none of the device's versions it refuses with protocol_version;
 * else it speaks those that both know. JSSE speaks neither TLS 1.0 nor 1.1: a server that knows nothing newer answers
 * with an old ServerHello, at which clients of today give up; but where it knows something newer too, and the device
 * does not, the newer stands for what would have succeeded. BoringSSL, which would speak both, is asked for no more: what
 * a server plays does not depend on what lies on the class path.
 */
final class ServerTls {
    /** What JSSE speaks. */
    private static final List<String> PLAYABLE = List.of("TLSv1.2", "TLSv1.3");

    private final TlsContexts contexts;
    private final Supplier<CertificateAuthority> authority;
    private final Supplier<Phase> phase;
    private final List<String> hosts;
    /** So that a handshake checks no names again. */
    private volatile @Nullable Shown last;

    /** What a phase shows. */
    private record Shown(Phase phase, LeafProfile leaf, List<String> versions, ClientAuth client) {}

    /** Certificates are valid for those hosts too, by which clients reach the server. */
    ServerTls(
            TlsContexts contexts, Supplier<CertificateAuthority> authority, Supplier<Phase> phase, List<String> hosts) {
        this.contexts = contexts;
        this.authority = authority;
        this.phase = phase;
        // Without the zone of an IPv6 address (RFC 4007 §11).
        this.hosts = new ArrayList<>(hosts);
        this.hosts.replaceAll(host -> host.replaceFirst("%.*", ""));
    }

    /** The context for the next handshake. The future is done by a worker, at once if it has been minted before. */
    CompletableFuture<SslContext> context() {
        Phase now = phase.get();
        Shown shown = last;
        if (shown == null || !shown.phase().equals(now)) {
            shown = shown(now);
            last = shown;
        }
        return contexts.context(authority, shown.leaf(), shown.versions(), shown.client());
    }

    private Shown shown(Phase phase) {
        TlsSettings tls = phase.server().tls();
        LeafProfile leaf =
                new LeafProfile(kind(tls), names(phase), phase.client().clock());
        return new Shown(phase, leaf, versions(phase), asked(tls));
    }

    private static ClientAuth asked(TlsSettings tls) {
        return switch (tls.clientCertificate()) {
            case NONE -> ClientAuth.NONE;
            case REQUESTED -> ClientAuth.OPTIONAL;
            case REQUIRED -> ClientAuth.REQUIRE;
        };
    }

    private static List<String> versions(Phase phase) {
        List<String> playable = new ArrayList<>(phase.server().tls().versions());
        playable.retainAll(PLAYABLE);
        List<String> shared = new ArrayList<>(playable);
        shared.retainAll(phase.client().tls());
        List<String> versions = shared.isEmpty() ? playable : shared;
        return versions.isEmpty() ? PLAYABLE : versions; // such a handshake is spoilt before it asks
    }

    /** What is done in place of the next handshake on a listener; null where nothing is wrong with it. */
    @Nullable
    TlsFault fault(String listener) {
        Phase now = phase.get();
        Listener at = now.server().listeners().get(listener);
        if (at != null && at.tlsFault() != null) {
            return at.tlsFault();
        }
        List<String> spoken = now.server().tls().versions();
        List<String> known = now.client().tls();
        if (!known.isEmpty() && Collections.disjoint(known, spoken)) {
            return TlsFault.PROTOCOL_VERSION;
        }
        return Collections.disjoint(spoken, PLAYABLE) ? TlsFault.OLD_VERSION : null;
    }

    private List<String> names(Phase phase) {
        List<String> own = phase.server().tls().names();
        if (!own.isEmpty()) {
            return own;
        }
        LinkedHashSet<String> names = new LinkedHashSet<>();
        names.add(phase.server().profile().hostname());
        names.addAll(List.of("localhost", "127.0.0.1", "::1"));
        names.addAll(hosts);
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
