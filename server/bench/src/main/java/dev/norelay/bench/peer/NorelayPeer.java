package dev.norelay.bench.peer;

import dev.norelay.Norelay;

/** norelay as tests embed it, with the catalogue's scenario {@code open}. */
public final class NorelayPeer extends JvmPeer {
    @Override
    public String name() {
        return "norelay";
    }

    @Override
    public String version() {
        return "this build, scenario open";
    }

    @Override
    public String transport() {
        return "Netty, NIO";
    }

    @Override
    public Running start() {
        Norelay server = Norelay.start("open");
        return new Running() {
            @Override
            public int port() {
                return server.port("smtp");
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }
}
