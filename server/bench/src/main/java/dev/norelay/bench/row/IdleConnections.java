package dev.norelay.bench.row;

import dev.norelay.bench.load.Client;
import dev.norelay.bench.peer.JvmPeer;
import dev.norelay.bench.peer.Peer;
import dev.norelay.bench.peer.ServerProcess;
import dev.norelay.bench.row.Finding.Measure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Thousands of connections that only stand there: what each costs, and whether one more client is served as ever. */
final class IdleConnections implements Row {
    private static final Measure THREADS = new Measure("threads added", "");
    private static final Measure LATENCY = new Measure("one more client's message", "ms");
    private static final int TO_A_THREAD_EACH = 800;
    private static final int AT_ONCE = 40; // a queue of 50 is Java's default
    private static final int AT_ONCE_ELSEWHERE = 90; // and one of 100 the shortest of the others

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String title() {
        return "idle connections";
    }

    @Override
    public void measure(Course course, Finding finding) {
        int[] steps = {(int) course.either(400, 5_000), (int) course.either(800, 10_000)};
        Map<Peer, ServerProcess> servers =
                course.each(peer -> !peer.servesOneAtATime(), peer -> course.start(peer.command()));
        servers.forEach((peer, server) -> {
            try (server) {
                course.say("  " + peer.name());
                measure(peer, server, steps, finding);
            }
        });
        finding.note(
                "Memory: by how much the heap in use after a collection and the resident memory outside of the heap"
                        + " grow, by connection; of servers without a JVM the resident memory.");
        finding.note("Servers with a thread for each connection have " + TO_A_THREAD_EACH + " of them only.");
        for (int step : steps) {
            finding.atMost(10, each(step));
        }
        finding.atMost(0, THREADS);
        finding.atMost(10, LATENCY);
    }

    private static Measure each(int connections) {
        return new Measure("memory by connection, of " + connections, "KiB");
    }

    private static void measure(Peer peer, ServerProcess server, int[] steps, Finding finding) {
        for (int warm = 0; warm < (peer instanceof JvmPeer ? 200 : 5); warm++) {
            message(server);
        }
        double before = kib(peer, server);
        long threads = server.threads();
        int atOnce = peer instanceof JvmPeer ? AT_ONCE : AT_ONCE_ELSEWHERE;
        List<Client> idle = new ArrayList<>();
        try {
            for (int step : peer.hasThreadPerConnection() ? new int[] {TO_A_THREAD_EACH} : steps) {
                while (idle.size() < step) {
                    int more = Math.min(atOnce, step - idle.size());
                    idle.addAll(Client.several(more, server.port()));
                }
                finding.add(each(step), peer.name(), (kib(peer, server) - before) / step);
            }
            finding.add(THREADS, peer.name(), (double) (server.threads() - threads));
            for (int one = 0; one < 20; one++) {
                finding.add(LATENCY, peer.name(), message(server));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            idle.forEach(peer.hasThreadPerConnection() ? Client::close : Client::abort); // those print a trace for each
        }
    }

    private static double kib(Peer peer, ServerProcess server) {
        double heap = peer instanceof JvmPeer ? Long.parseLong(server.ask("heap")) / 1024.0 : 0;
        return server.residentKib() + heap;
    }

    private static double message(ServerProcess server) {
        long begun = System.nanoTime();
        try (Client client = new Client(server.port())) {
            client.send(Client.text(4096));
            client.quit();
            return (System.nanoTime() - begun) / 1e6;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
