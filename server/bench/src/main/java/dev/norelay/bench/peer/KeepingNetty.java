package dev.norelay.bench.peer;

import dev.norelay.bench.peer.NettyServer.Transport;

/** K, the honest floor: N, which copies and keeps every octet and notes an entry before each reply. Variant: {@code nio}. */
public final class KeepingNetty extends JvmPeer {
    @Override
    public String name() {
        return "K";
    }

    @Override
    public String version() {
        return "N, keeping every octet and an entry a reply";
    }

    @Override
    public String transport() {
        return "epoll";
    }

    @Override
    public Running start(String variant) {
        Kept kept = new Kept();
        return NettyServer.start(
                variant.equals("nio") ? Transport.NIO : Transport.EPOLL, () -> new KeepingConversation(kept));
    }
}
