package dev.norelay.testcontainers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of this machine at which nobody listens, and which nobody else is given meanwhile: connections to it are refused, as
 * those to a port that is not published are.
 */
final class ClosedPort implements AutoCloseable {
    private final Socket socket = new Socket();

    /** Takes any that is free. */
    ClosedPort() {
        try {
            socket.bind(new InetSocketAddress(0)); // bound, and never listening
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free on this machine", e);
        }
    }

    int number() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
