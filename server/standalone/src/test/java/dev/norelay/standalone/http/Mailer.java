package dev.norelay.standalone.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** An SMTP client that says what it is told, line by line, in plaintext. */
final class Mailer implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    Mailer(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        reply();
    }

    /** To the plaintext listener of a server, as the API tells of it. */
    static Mailer to(JsonNode server) throws IOException {
        return new Mailer(server.at("/listeners/smtp/port").asInt());
    }

    /** The last line of the reply. */
    String ask(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return reply();
    }

    /** The same line so many times at once (RFC 2920), for who wants many entries soon. */
    void pipeline(String line, int times) throws IOException {
        socket.getOutputStream().write((line + "\r\n").repeat(times).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        for (int i = 0; i < times; i++) {
            reply();
        }
    }

    private String reply() throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        return String.valueOf(line);
    }

    /** A whole session with one mail; the reply to the recipient if that is refused, else to the message. */
    static String send(JsonNode server, String recipient, String message) throws IOException {
        try (Mailer mailer = to(server)) {
            mailer.ask("EHLO client.test");
            mailer.ask("MAIL FROM:<alice@example.test> BODY=8BITMIME");
            String answer = mailer.ask("RCPT TO:<" + recipient + ">");
            if (answer.startsWith("250")) {
                mailer.ask("DATA");
                answer = mailer.ask(message.stripTrailing().replace("\n", "\r\n") + "\r\n.");
            }
            mailer.ask("QUIT");
            return answer;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
