package dev.norelay.junit5;

import dev.norelay.Norelay;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The least of a client: without TLS and login. */
final class Smtp {
    private Smtp() {}

    /** What the server says to this recipient. */
    static String rcpt(Norelay server, String recipient) throws IOException {
        return rcpt(server, "client.example.test", recipient);
    }

    /** The same, of a client with that name. */
    static String rcpt(Norelay server, String host, String recipient) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port("submission"));
                BufferedReader replies =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            lastLine(replies);
            say(socket, replies, "EHLO " + host);
            say(socket, replies, "MAIL FROM:<alice@example.test>");
            String reply = say(socket, replies, "RCPT TO:<" + recipient + ">");
            say(socket, replies, "QUIT");
            return reply;
        }
    }

    private static String say(Socket socket, BufferedReader replies, String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return lastLine(replies);
    }

    private static String lastLine(BufferedReader replies) throws IOException {
        String line = replies.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = replies.readLine();
        }
        return line == null ? "" : line;
    }
}
