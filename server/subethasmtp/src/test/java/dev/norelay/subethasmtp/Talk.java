package dev.norelay.subethasmtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;

/** A client that says a line and hears a reply. */
final class Talk implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final BufferedReader replies;

    Talk(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    }

    /** Without waiting for a reply. */
    void say(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    /** The last line of the next reply; empty when the server has closed. */
    String hear() throws IOException {
        String line = replies.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = replies.readLine();
        }
        return line == null ? "" : line;
    }

    String ask(String command) throws IOException {
        say(command + "\r\n");
        return hear();
    }

    /** Greeting, EHLO, and these commands; the reply to the last. */
    String after(String... commands) throws IOException {
        hear();
        String reply = ask("EHLO client.test");
        for (String command : commands) {
            reply = ask(command);
        }
        return reply;
    }

    /** With a reset instead of a farewell. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
