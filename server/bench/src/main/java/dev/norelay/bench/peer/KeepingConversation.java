package dev.norelay.bench.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayList;
import java.util.List;

/** Copies every octet that arrives, and notes an entry with them before each reply. */
final class KeepingConversation extends Conversation {
    private final Kept kept;
    private final int session;
    private List<byte[]> arrived = new ArrayList<>(1);

    KeepingConversation(Kept kept) {
        this.kept = kept;
        this.session = kept.newSession();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        arrived.add(ByteBufUtil.getBytes((ByteBuf) message));
        super.channelRead(ctx, message);
    }

    @Override
    void answer(ByteBuf reply) {
        kept.note(session, arrived, reply);
        arrived = new ArrayList<>(1);
        super.answer(reply);
    }
}
