package dev.norelay.bench.row;

import dev.norelay.bench.load.Client;
import dev.norelay.bench.peer.JvmPeer;
import dev.norelay.bench.peer.NorelayPeer;
import dev.norelay.bench.peer.Peer;
import dev.norelay.bench.peer.ServerProcess;
import dev.norelay.bench.row.Finding.Measure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One message of 25 MiB: how fast it is taken, and by how much a server grows over its first one. */
final class LargeMessage implements Row {
    private static final Measure RATE = new Measure("rate", "MiB/s");
    private static final Measure GROWTH = new Measure("growth", "MiB");
    private static final int MIB = 25;
    // A heap that grows with what must live, not with what a collector has put off.
    private static final List<String> SMALL = List.of("-Xms16m", "-Xmx512m", "-XX:+UseSerialGC");

    @Override
    public String name() {
        return "large-message";
    }

    @Override
    public String title() {
        return "a message of 25 MiB";
    }

    @Override
    public void measure(Course course, Finding finding) {
        byte[] content = Client.text(MIB << 20);
        Map<Peer, ServerProcess> servers =
                course.each(peer -> true, peer -> course.start(command(peer, JvmPeer.FLAGS)));
        try {
            servers.forEach((peer, server) -> {
                warmUp(peer, server, content, course);
                course.warm(this, peer.name(), server);
            });
            for (int round = 0; round < course.rounds(); round++) {
                servers.forEach((peer, server) -> {
                    double seconds = send(content, peer, server);
                    course.say(String.format(Locale.ROOT, "  %s %.2f s", peer.name(), seconds));
                    finding.add(RATE, peer.name(), MIB / seconds);
                });
            }
        } finally {
            servers.values().forEach(ServerProcess::close);
        }
        course.say("  growth");
        for (Peer peer : servers.keySet()) {
            for (int round = 0; round < growths(peer, course); round++) {
                finding.add(GROWTH, peer.name(), growth(peer, content));
            }
        }
        finding.note("Growth: the peak of resident memory over the first large message of a process that has had one of"
                + " 4 KiB, in MiB. JVMs with " + String.join(" ", SMALL) + ".");
        finding.atLeast(0.6, RATE, "N");
        finding.atMost(16, GROWTH);
    }

    private static int growths(Peer peer, Course course) {
        return peer instanceof NorelayPeer ? (int) course.either(1, 3) : (int) course.either(0, 1);
    }

    /** At least one; JVMs some more, but so few that what is kept in files is not being written to the disk meanwhile. */
    private static void warmUp(Peer peer, ServerProcess server, byte[] content, Course course) {
        double left = peer instanceof JvmPeer ? course.either(0, 3) : 0;
        for (int sent = 0; sent == 0 || (left > 0 && sent < 15); sent++) {
            left -= send(content, peer, server);
        }
    }

    private static List<String> command(Peer peer, List<String> flags) {
        return peer instanceof JvmPeer jvm
                ? jvm.command(flags, peer instanceof NorelayPeer ? "large" : "")
                : peer.command();
    }

    private static double growth(Peer peer, byte[] content) {
        try (ServerProcess server = ServerProcess.start(command(peer, SMALL))) {
            send(Client.text(4096), peer, server);
            server.forgetPeak();
            long before = server.residentKib();
            send(content, peer, server);
            return (server.peakKib() - before) / 1024.0;
        }
    }

    private static double send(byte[] content, Peer peer, ServerProcess server) {
        long begun = System.nanoTime();
        try (Client client = new Client(server.port())) {
            client.send(content);
            double seconds = (System.nanoTime() - begun) / 1e9;
            client.quit();
            return seconds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (peer instanceof JvmPeer) {
                server.ask("forget");
            }
        }
    }
}
