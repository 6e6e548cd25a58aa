package dev.norelay.wire;

import dev.norelay.journal.Event;
import dev.norelay.scenario.Listener;
import dev.norelay.smtp.Octets;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What answers on a port where there is no mail server: nothing, an IMAP server's greeting, a web server's 400. */
final class OtherService extends ChannelInboundHandlerAdapter implements Connection {
    private static final Logger LOG = LoggerFactory.getLogger(OtherService.class);

    /** RFC 9051 §7.1.1; the words are Dovecot's. */
    private static final String IMAP_GREETING = "* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] Dovecot ready.\r\n";
    /** RFC 9051 §7.1.3: what an IMAP server says to a line it cannot read. */
    private static final String IMAP_BAD = "* BAD Error in IMAP command received by server.\r\n";
    /** RFC 9112 §3: what a web server says to what is no request. */
    private static final String HTTP_BAD = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private final Endpoint endpoint;
    private final Listener listener;
    private final Secrets secrets = new Secrets();
    private ChannelHandlerContext context;
    private int id;
    private boolean closing;
    private Event.@Nullable How how;

    @SuppressWarnings("NullAway.Init") // the context is set by handlerAdded, before anything else
    OtherService(Endpoint endpoint, Listener listener) {
        this.endpoint = endpoint;
        this.listener = listener;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        InetSocketAddress client = (InetSocketAddress) added.channel().remoteAddress();
        id = endpoint.recorder().newSession();
        String address = client.getAddress().getHostAddress() + ":" + client.getPort();
        record(new Event.SessionOpened(listener.name(), address, listener.security()));
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        if (listener.service() == Listener.Service.IMAP) {
            write(active, IMAP_GREETING);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        ByteBuf octets = (ByteBuf) message;
        int count = octets.readableBytes();
        byte[] begin = new byte[Math.min(256, count)];
        octets.getBytes(octets.readerIndex(), begin);
        Octets first = Octets.copyOf(begin);
        String shown = secrets.masked(first, count);
        record(new Event.OctetsDropped(count, first, "no mail server answers on this port", shown));
        octets.release();
        switch (listener.service()) {
            case IMAP -> write(reading, IMAP_BAD);
            case HTTP -> {
                if (!closing) {
                    closing = true;
                    how = Event.How.SERVER_CLOSED;
                    write(reading, HTTP_BAD).addListener(ChannelFutureListener.CLOSE);
                }
            }
            default -> {
                // silence is the point
            }
        }
    }

    private static ChannelFuture write(ChannelHandlerContext to, String text) {
        return to.writeAndFlush(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        record(new Event.SessionClosed(how == null ? Event.How.CLIENT_CLOSED : how));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext caught, Throwable cause) {
        if (cause instanceof IOException) {
            how = how == null ? Event.How.CLIENT_RESET : how;
        } else {
            LOG.error("session {} failed; this is a defect of norelay's", id, cause);
        }
        caught.close();
    }

    @Override
    public void shutDown() {
        context.executor().execute(() -> {
            how = Event.How.SHUTDOWN;
            context.close();
        });
    }

    private void record(Event event) {
        endpoint.recorder().record(id, event);
    }
}
