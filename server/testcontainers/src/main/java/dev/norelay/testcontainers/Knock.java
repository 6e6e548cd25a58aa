package dev.norelay.testcontainers;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** What meets a connection at some place. */
enum Knock {
    ANSWERED,
    REFUSED,
    /** Nothing came in time. */
    SILENCE,
    /** No way leads there. */
    UNREACHABLE;

    /** A machine nearby answers or refuses in a fraction of it. */
    private static final int PATIENCE_MILLIS = 500;

    /** Tries to connect, and leaves at once. Blocks for half a second at most. */
    static Knock at(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            return ANSWERED;
        } catch (SocketTimeoutException nothing) {
            return SILENCE;
        } catch (ConnectException refused) {
            return REFUSED;
        } catch (IOException noWay) {
            return UNREACHABLE; // no route, no such name: told by the caller
        }
    }
}
