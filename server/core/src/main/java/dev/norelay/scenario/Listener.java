package dev.norelay.scenario;

import dev.norelay.fault.TlsFault;
import dev.norelay.session.Policy;
import dev.norelay.session.Security;
import org.jspecify.annotations.Nullable;

/**
 * One port of a server.
 *
 * @param name as the client's settings call it
 * @param port the nominal one: what a person would type, and what {@code --real-ports} binds
 * @param security how it offers TLS
 * @param policy what holds on this listener
 * @param service what answers there
 * @param tlsFault what it does in place of every TLS handshake; null: it shakes hands
 */
public record Listener(
        String name,
        int port,
        Security security,
        Policy policy,
        Service service,
        @Nullable TlsFault tlsFault) {

    /** A port that shakes hands where TLS is asked for. */
    public Listener(String name, int port, Security security, Policy policy, Service service) {
        this(name, port, security, policy, service, null);
    }

    /** What answers on a port. */
    public enum Service {
        /** A submission server. */
        SMTP,
        /** Nothing listens: connections are refused at once. */
        REFUSE,
        /** As behind a firewall that drops: connections are never answered. */
        IGNORE,
        /** Connections are taken, and no octet ever comes. */
        SILENT,
        /** Another service: an IMAP server greets. */
        IMAP,
        /** Another service: a web server, which answers whatever comes with 400. */
        HTTP
    }
}
