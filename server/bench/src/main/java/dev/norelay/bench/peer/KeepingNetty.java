package dev.norelay.bench.peer;

/** K, the honest floor: N, which copies and keeps every octet and notes an entry before each reply. */
public final class KeepingNetty extends JvmPeer {
    @Override
    public String name() {
        return "K";
    }

    @Override
    public String version() {
        return "the same, keeping every octet";
    }

    @Override
    public String transport() {
        return "Netty, epoll";
    }

    @Override
    public Running start() {
        Kept kept = new Kept();
        return NettyServer.start(NettyServer.Transport.EPOLL, () -> new KeepingConversation(kept));
    }
}
