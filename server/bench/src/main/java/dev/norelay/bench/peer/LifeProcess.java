package dev.norelay.bench.peer;

import dev.norelay.bench.load.Client;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The main class of a process in which servers live and die. To a line {@code greeting N} it answers with the median of
 * N lives in milliseconds: start, connect, greeting, stop; to {@code message N} that of lives with a whole message in
 * them; to {@code warm N} the same, of lives that leave no port in use behind; to {@code left} how many threads of theirs
 * are still there five seconds after the last one, or as soon as none is; and to {@link ServerProcess#COMPILING}.
 */
public final class LifeProcess {
    private static final byte[] MESSAGE = Client.text(1024);

    private LifeProcess() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        JvmPeer peer = (JvmPeer) Peers.named(args[0]);
        Set<Thread> before = threads();
        System.out.println(ProcessHandle.current().pid() + " 0");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", -1);
            System.out.println(
                    switch (words[0]) {
                        case "left" -> Long.toString(left(before));
                        case ServerProcess.COMPILING -> ServerProcess.compiling();
                        default -> Double.toString(lives(peer, args[1], words[0], Integer.parseInt(words[1])));
                    });
        }
        System.exit(0); // some peers leave threads behind
    }

    private static double lives(JvmPeer peer, String variant, String kind, int count) throws IOException {
        double[] millis = new double[count];
        for (int life = 0; life < count; life++) {
            long begun = System.nanoTime();
            try (JvmPeer.Running server = peer.start(variant);
                    Client client = new Client(server.port())) {
                if (!kind.equals("greeting")) {
                    client.send(MESSAGE);
                    client.quit();
                }
                if (kind.equals("warm")) {
                    client.abort();
                }
            }
            millis[life] = (System.nanoTime() - begun) / 1e6;
        }
        Arrays.sort(millis);
        return millis[count / 2];
    }

    private static long left(Set<Thread> before) throws InterruptedException {
        Set<Thread> since = threads();
        since.removeAll(before);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        for (Thread thread : since) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        }
        return since.stream().filter(Thread::isAlive).count();
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }
}
