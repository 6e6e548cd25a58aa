package dev.norelay.wire;

import dev.norelay.scenario.Listener;
import dev.norelay.session.Security;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;

/**
 * Lays the pipeline of a new connection. From the wire upwards:
 *
 * <ol>
 *   <li>{@link Tap}: counts for the barrier, sees alerts in the clear, ends connections below TLS;
 *   <li>{@link Shaper}: only once a fault of the octets themselves asks for it;
 *   <li>{@code SslHandler}, named "tls": put in at once on a TLS port, behind STARTTLS elsewhere; or in its place a {@link
 *       HandshakeStub};
 *   <li>{@link SessionDriver}: the session. Next on the main path.
 * </ol>
 *
 * <p>A port on which something else answers has an {@link OtherService} instead of the last two; where there are too many
 * connections already, there is {@link TurnedAway}.
 */
final class ConnectionInitializer extends ChannelInitializer<Channel> {
    private final Endpoint endpoint;
    private final String name;
    private final Connections connections;

    /**
     * For the connections of one listener.
     *
     * @param connections of the whole server
     */
    ConnectionInitializer(Endpoint endpoint, String name, Connections connections) {
        this.endpoint = endpoint;
        this.name = name;
        this.connections = connections;
    }

    @Override
    protected void initChannel(Channel channel) {
        Listener listener = endpoint.run().phase().server().listeners().get(name);
        Tap tap = new Tap(endpoint.activity(), () -> connections.forget(channel));
        channel.pipeline().addLast("tap", tap);
        if (listener == null) {
            channel.close();
            return; // this phase has no such listener, and the port is just being closed
        }
        if (!connections.admit(channel)) {
            TurnedAway service = new TurnedAway(endpoint, listener);
            channel.pipeline().addLast("service", service);
            connections.keep(channel, service);
            return;
        }
        if (listener.service() != Listener.Service.SMTP) {
            OtherService service = new OtherService(endpoint, listener);
            channel.pipeline().addLast("service", service);
            connections.keep(channel, service);
            return;
        }
        SessionDriver driver = new SessionDriver(endpoint, name, listener.security(), tap);
        channel.pipeline().addLast("session", driver);
        connections.keep(channel, driver);
        if (listener.security() == Security.TLS) {
            driver.startImplicitTls();
        }
    }
}
