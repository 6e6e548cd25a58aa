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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What answers on a port where there is no mail server: nothing, an IMAP server's greeting, a web server's 400. */
final class OtherService extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(OtherService.class);

    /** RFC 9051 §7.1.1; the words are Dovecot's. */
    private static final String IMAP_GREETING = "* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] Dovecot ready.\r\n";
    /** RFC 9051 §7.1.3: what an IMAP server says to a line it cannot read. */
    private static final String IMAP_BAD = "* BAD Error in IMAP command received by server.\r\n";
    /** RFC 9112 §3: what a web server says to what is no request. */
    private static final String HTTP_BAD = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private final Endpoint endpoint;
    private final Listener listener;
    private int id;
    private boolean closing;
    private boolean reset;

    OtherService(Endpoint endpoint, Listener listener) {
        this.endpoint = endpoint;
        this.listener = listener;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        InetSocketAddress client = (InetSocketAddress) context.channel().remoteAddress();
        id = endpoint.recorder().newSession();
        String address = client.getAddress().getHostAddress() + ":" + client.getPort();
        record(new Event.SessionOpened(listener.name(), address, listener.security()));
        if (listener.service() == Listener.Service.IMAP) {
            write(context, IMAP_GREETING);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf octets = (ByteBuf) message;
        byte[] first = new byte[Math.min(256, octets.readableBytes())];
        octets.getBytes(octets.readerIndex(), first);
        record(new Event.OctetsDropped(
                octets.readableBytes(), Octets.copyOf(first), "no mail server answers on this port"));
        octets.release();
        switch (listener.service()) {
            case IMAP -> write(context, IMAP_BAD);
            case HTTP -> {
                if (!closing) {
                    closing = true;
                    write(context, HTTP_BAD).addListener(ChannelFutureListener.CLOSE);
                }
            }
            default -> {
                // silence is the point
            }
        }
    }

    private static ChannelFuture write(ChannelHandlerContext context, String text) {
        return context.writeAndFlush(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Event.How byClient = reset ? Event.How.CLIENT_RESET : Event.How.CLIENT_CLOSED;
        record(new Event.SessionClosed(closing ? Event.How.SERVER_CLOSED : byClient));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            reset = true;
        } else {
            LOG.error("session {} failed; this is a defect of norelay's", id, cause);
        }
        context.close();
    }

    private void record(Event event) {
        endpoint.recorder().record(id, event);
    }
}
