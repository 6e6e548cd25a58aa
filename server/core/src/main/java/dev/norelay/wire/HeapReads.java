package dev.norelay.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;

/**
 * Has octets read into arrays. An unpooled direct buffer for each read costs more than the copy that the JDK makes from
 * the one it keeps for each thread; and who reads from an array need not copy.
 */
final class HeapReads extends AdaptiveRecvByteBufAllocator {
    @Override
    @SuppressWarnings("deprecation") // Netty's own interface still returns it
    public Handle newHandle() {
        return new DelegatingHandle(super.newHandle()) {
            @Override
            public ByteBuf allocate(ByteBufAllocator allocator) {
                return allocator.heapBuffer(guess());
            }
        };
    }
}
