package dev.norelay.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** What a fault needs of the operating system, and not every one does. */
interface Platform {

    /** The one that this runs on. */
    Platform HERE = new Here(System.getProperty("os.name"));

    /** As people call it. */
    String name();

    /**
     * Asks for a connection to a port where nobody accepts, and gives it up at once.
     *
     * @return whether it is left unanswered, neither taken nor refused
     */
    boolean ignores(InetSocketAddress address) throws IOException;

    /**
     * Whether a port that a socket holds without listening may be bound by another that listens, both with SO_REUSEADDR,
     * while nobody who asks for any free port is given it.
     */
    boolean sharesHeldPorts();

    /** Asked, not believed: containers and sandboxes may have a network stack of their own. */
    record Here(String name) implements Platform {
        /** On Linux the answer comes within microseconds, if at all; Windows takes two seconds to refuse. */
        private long patience() {
            return name.equals("Linux") ? 20 : 3_000;
        }

        @Override
        public boolean sharesHeldPorts() {
            return name.equals("Linux");
        }

        @Override
        public boolean ignores(InetSocketAddress address) throws IOException {
            try (SocketChannel asking = SocketChannel.open();
                    Selector answer = Selector.open()) {
                asking.configureBlocking(false);
                if (asking.connect(address)) {
                    return false;
                }
                asking.register(answer, SelectionKey.OP_CONNECT);
                return answer.select(patience()) == 0;
            }
        }
    }
}
