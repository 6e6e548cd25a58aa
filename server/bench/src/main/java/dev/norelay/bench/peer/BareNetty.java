package dev.norelay.bench.peer;

/** N, the floor: Netty, and the least that a client takes for SMTP. */
public final class BareNetty extends JvmPeer {
    @Override
    public String name() {
        return "N";
    }

    @Override
    public String version() {
        return "bare Netty responder";
    }

    @Override
    public String transport() {
        return "Netty, epoll";
    }

    @Override
    public Running start() {
        return NettyServer.start(NettyServer.Transport.EPOLL, Conversation::new);
    }
}
