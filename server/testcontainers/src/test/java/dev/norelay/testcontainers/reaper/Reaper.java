package dev.norelay.testcontainers.reaper;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Does what Testcontainers' reaper Ryuk does, as far as containers go: takes filters from those who start containers
 * ({@code label=a%3Db&label=c%3Dd}, each answered by {@code ACK}), and removes what they match once the last of them has gone. For a
 * machine that no image of Ryuk's can come to; {@code server/image/test} puts it into an image by Ryuk's name.
 */
public final class Reaper {
    private static final int PORT = 8080;
    private static final String ENGINE = "/var/run/docker.sock";
    private static final Pattern ID = Pattern.compile("\"Id\":\\s?\"([0-9a-f]{64})\"");

    private final Set<String> filters = new TreeSet<>();
    private int connected;

    private Reaper() {}

    /** Serves until it has removed what there was to remove. */
    public static void main(String[] args) throws IOException {
        try (ServerSocket server = new ServerSocket(PORT)) {
            System.out.println("Started!");
            Reaper reaper = new Reaper();
            while (true) {
                Socket socket = server.accept();
                reaper.begin();
                new Thread(() -> reaper.serve(socket)).start();
            }
        }
    }

    private synchronized void begin() {
        connected++;
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                synchronized (this) {
                    filters.add(line);
                }
                socket.getOutputStream().write("ACK\n".getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException gone) {
            System.out.println("a client has gone: " + gone.getMessage());
        }
        end();
    }

    /** A client that only asked whether somebody listens has left no filter. */
    private synchronized void end() {
        connected--;
        if (connected == 0 && !filters.isEmpty()) {
            try {
                filters.forEach(Reaper::remove);
            } finally {
                System.exit(0); // also where the engine's socket has gone: whoever stays keeps a port of the machine
            }
        }
    }

    private static void remove(String filter) {
        String labels = Arrays.stream(filter.split("&"))
                .map(part -> URLDecoder.decode(part.replaceFirst("^label=", ""), StandardCharsets.UTF_8))
                .map(label -> "\"" + label + "\"")
                .collect(Collectors.joining(","));
        String query = URLEncoder.encode("{\"label\":[" + labels + "]}", StandardCharsets.UTF_8);
        Matcher containers = ID.matcher(ask("GET /containers/json?all=1&filters=" + query));
        while (containers.find()) {
            ask("DELETE /containers/" + containers.group(1) + "?force=1&v=1");
            System.out.println("removed " + containers.group(1));
        }
    }

    private static String ask(String request) {
        try (SocketChannel engine = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.connect(UnixDomainSocketAddress.of(ENGINE));
            String text = request + " HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n";
            engine.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(8192);
            while (engine.read(buffer) >= 0) {
                answer.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            return answer.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
