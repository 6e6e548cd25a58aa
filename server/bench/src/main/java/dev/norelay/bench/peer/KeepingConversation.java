package dev.norelay.bench.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.Arrays;

/** Copies every octet that arrives, and notes an entry with them before each reply. */
final class KeepingConversation extends Conversation {
    private final Kept kept;
    private final int session;
    private byte[] octets = new byte[256];
    private int length;

    KeepingConversation(Kept kept) {
        this.kept = kept;
        this.session = kept.newSession();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf arrived = (ByteBuf) message;
        int more = arrived.readableBytes();
        if (length + more > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(length + more, 2 * octets.length));
        }
        arrived.getBytes(arrived.readerIndex(), octets, length, more);
        length += more;
        super.channelRead(ctx, message);
    }

    @Override
    void answer(ByteBuf reply) {
        kept.note(session, Arrays.copyOf(octets, length), reply);
        length = 0;
        super.answer(reply);
    }
}
