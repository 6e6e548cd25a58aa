package dev.norelay.bench.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ByteProcessor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The least that a client takes for SMTP: the first four octets of a line choose one of a few prebuilt replies; content
 * is scanned for its end. Nothing is kept, nothing is checked.
 */
class Conversation extends ChannelInboundHandlerAdapter implements ByteProcessor {
    private static final byte[] END_OF_CONTENT = {'\r', '\n', '.', '\r', '\n'};
    private static final int AT_LINE_START = 2;

    private static final ByteBuf GREETING = reply("220 bare ESMTP");
    private static final ByteBuf OK = reply("250 2.0.0 ok");
    private static final ByteBuf GO_AHEAD = reply("354 go ahead");
    private static final ByteBuf BYE = reply("221 2.0.0 bye");
    private static final ByteBuf EXTENSIONS = reply("250-bare\r\n250 PIPELINING");

    private int verb;
    private int octetsOfLine;
    private boolean inContent;
    private int matched;
    private @Nullable ChannelHandlerContext context;

    private static ByteBuf reply(String text) {
        byte[] octets = (text + "\r\n").getBytes(StandardCharsets.US_ASCII);
        return Unpooled.unreleasableBuffer(
                Unpooled.directBuffer(octets.length).writeBytes(octets).asReadOnly());
    }

    private static int verb(String letters) {
        byte[] octets = letters.getBytes(StandardCharsets.US_ASCII);
        return (octets[0] << 24) | (octets[1] << 16) | (octets[2] << 8) | octets[3];
    }

    private static final int DATA = verb("DATA");
    private static final int EHLO = verb("EHLO");
    private static final int QUIT = verb("QUIT");

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        answer(GREETING);
        ctx.flush();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf octets = (ByteBuf) message;
        octets.forEachByte(this);
        octets.release();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
        if (verb == QUIT) {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) { // else a client that has gone
            System.err.println("a session failed: " + cause);
        }
        ctx.close();
    }

    @Override
    public boolean process(byte octet) {
        if (inContent) {
            content(octet);
        } else {
            command(octet);
        }
        return true;
    }

    private void command(byte octet) {
        if (octet != '\n') {
            if (octetsOfLine++ < 4) {
                verb = (verb << 8) | (octet & 0xDF); // in capitals
            }
            return;
        }
        octetsOfLine = 0;
        if (verb == DATA) {
            inContent = true;
            matched = AT_LINE_START;
            answer(GO_AHEAD);
        } else if (verb == EHLO) {
            answer(EXTENSIONS);
        } else {
            answer(verb == QUIT ? BYE : OK);
        }
    }

    private void content(byte octet) {
        if (octet == END_OF_CONTENT[matched]) {
            matched++;
        } else {
            matched = octet == '\r' ? 1 : 0;
        }
        if (matched == END_OF_CONTENT.length) {
            inContent = false;
            answer(OK);
        }
    }

    /** Writes a reply, to be flushed once all that has arrived is answered. */
    void answer(ByteBuf reply) {
        if (context != null) {
            context.write(reply.duplicate());
        }
    }
}
