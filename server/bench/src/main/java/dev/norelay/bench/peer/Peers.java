package dev.norelay.bench.peer;

import java.util.List;

/** All peers, in the order of the tables. */
public final class Peers {
    /** Each of them. */
    public static final List<Peer> ALL = List.of(
            new NorelayPeer(),
            new BareNetty(),
            new KeepingNetty(),
            new SmtpSink(),
            new SubEtha(),
            new WiserPeer(),
            new GreenMailPeer(),
            new Dumbster(),
            new Nodemailer(),
            new Aiosmtpd());

    /** Those that a run in a hurry has time for: the floors, a server in C, and one for tests. */
    public static final List<Peer> FEW = ALL.subList(0, 5);

    private Peers() {}

    /** The peer of that name. */
    public static Peer named(String name) {
        return ALL.stream()
                .filter(peer -> peer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no peer is called " + name + "; there are "
                        + ALL.stream().map(Peer::name).toList()));
    }
}
