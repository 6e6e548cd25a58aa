package dev.norelay.bench.peer;

import org.subethamail.wiser.Wiser;

/** SubEthaSMTP's Wiser, which keeps messages for tests. */
public final class WiserPeer extends ThreadPeer {
    @Override
    public String name() {
        return "wiser";
    }

    @Override
    public String version() {
        return "Wiser of SubEthaSMTP " + version("com.github.davidmoten", "subethasmtp");
    }

    @Override
    public Running start(String variant) {
        Wiser wiser = Wiser.create(SubEtha.builder());
        wiser.start();
        return new Running() {
            @Override
            public int port() {
                return wiser.getServer().getPortAllocated();
            }

            @Override
            public void forget() {
                wiser.getMessages().clear();
            }

            @Override
            public void close() {
                wiser.stop();
            }
        };
    }
}
