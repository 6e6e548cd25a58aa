package dev.norelay.bench.load;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A connection of the plainest kind, for what smtp-source cannot do. Blocking. */
public final class Client implements Closeable {
    private static final int TIMEOUT_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream replies;

    /** Connects to loopback and reads the greeting. */
    public Client(int port) {
        this(port, TIMEOUT_MILLIS, true);
    }

    /** The same, which waits so long for each reply at most. */
    public Client(int port, int timeoutMillis) {
        this(port, timeoutMillis, true);
    }

    private Client(int port, int timeoutMillis, boolean greeted) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(timeoutMillis);
            socket.setTcpNoDelay(true);
            replies = new BufferedInputStream(socket.getInputStream(), 512);
            if (greeted) {
                expect('2');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So many at once, greeted: some servers take their time for that. */
    public static List<Client> several(int count, int port) throws IOException {
        List<Client> clients = new ArrayList<>();
        for (int one = 0; one < count; one++) {
            clients.add(new Client(port, TIMEOUT_MILLIS, false));
        }
        for (Client client : clients) {
            client.expect('2');
        }
        return clients;
    }

    /** Greets, and sends one message to a local recipient. */
    public void send(byte[] content) throws IOException {
        send("client.example.test", content);
    }

    /** The same, by the name that the client greets with. */
    public void send(String helo, byte[] content) throws IOException {
        say("HELO " + helo, '2');
        say("MAIL FROM:<ann@example.test>", '2');
        say("RCPT TO:<bob@example.test>", '2');
        say("DATA", '3');
        socket.getOutputStream().write(content);
        say(".", '2');
    }

    /** Says goodbye and reads the answer. */
    public void quit() throws IOException {
        say("QUIT", '2');
    }

    private void say(String line, char expected) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        expect(expected);
    }

    private void expect(char expected) throws IOException {
        StringBuilder line = new StringBuilder();
        do {
            line.setLength(0);
            for (int octet = replies.read(); octet != '\n'; octet = replies.read()) {
                if (octet < 0) {
                    throw new IOException("the server closed the connection");
                }
                line.append((char) octet);
            }
        } while (line.length() > 3 && line.charAt(3) == '-');
        if (line.charAt(0) != expected) {
            throw new IOException("the server said " + line);
        }
    }

    /**
     * Ends with RST, which keeps no port for a minute: when thousands are kept, the kernel looks long for one that is free,
     * and each server's start and each connection take several times as long.
     */
    public void abort() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines of text that make so many octets, about. */
    public static byte[] text(int octets) {
        String line = "The quick brown fox jumps over the lazy dog, and nobody knows why it does.\r\n";
        return line.repeat(Math.max(1, octets / line.length())).getBytes(StandardCharsets.US_ASCII);
    }
}
