package dev.norelay.wire;

import dev.norelay.journal.Event;
import dev.norelay.scenario.Listener;
import dev.norelay.session.Effect;
import dev.norelay.session.Security;
import dev.norelay.session.ServerProfile;
import dev.norelay.session.Session;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.Locale;

/**
 * One connection too many: hears 421 and is closed (RFC 5321 §3.8); on a TLS port it is only closed, for a handshake is what
 * a crowded server cannot afford. No rule is asked, since one that stalls would keep the connection.
 */
final class TurnedAway extends ChannelInboundHandlerAdapter implements Connection {
    private final Endpoint endpoint;
    private final Listener listener;

    TurnedAway(Endpoint endpoint, Listener listener) {
        this.endpoint = endpoint;
        this.listener = listener;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        InetSocketAddress client = (InetSocketAddress) active.channel().remoteAddress();
        String address = client.getAddress().getHostAddress();
        int id = endpoint.recorder().newSession();
        int most = endpoint.limits().connections();
        record(id, new Event.SessionOpened(listener.name(), address + ":" + client.getPort(), listener.security()));
        record(
                id,
                new Event.LimitReached(
                        "connections",
                        String.format(Locale.ROOT, "%,d are open, and the server takes no more at a time", most)));
        if (listener.security() == Security.TLS || listener.service() != Listener.Service.SMTP) {
            record(id, new Event.SessionClosed(Event.How.SERVER_CLOSED));
            active.close();
            return;
        }
        ServerProfile profile = endpoint.run().profile(listener.name());
        Session session = new Session(listener.name(), address);
        Reply words = session.words(Refusal.TOO_MANY_CONNECTIONS, profile, new Effect.None());
        record(id, new Event.ReplySent(Moment.CONNECT, words, Refusal.TOO_MANY_CONNECTIONS, false));
        record(id, new Event.SessionClosed(Event.How.SERVER_CLOSED));
        active.writeAndFlush(Unpooled.wrappedBuffer(words.octets())).addListener(ChannelFutureListener.CLOSE);
    }

    private void record(int id, Event event) {
        endpoint.recorder().record(id, event);
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object octets) {
        ReferenceCountUtil.release(octets);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext caught, Throwable cause) {
        caught.close(); // it has gone before it could be told
    }

    /** It goes by itself. */
    @Override
    public void shutDown() {}
}
