package dev.norelay.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.LongAdder;

/** First in the pipeline of a listener: counts the connections that it accepts for the barrier, and nothing else of its own. */
final class Accepted extends ChannelInboundHandlerAdapter {
    private final LongAdder activity;

    Accepted(LongAdder activity) {
        this.activity = activity;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object connection) {
        activity.increment();
        context.fireChannelRead(connection);
    }
}
