package dev.norelay.bench.row;

import dev.norelay.bench.load.SmtpSource;
import dev.norelay.bench.peer.JvmPeer;
import dev.norelay.bench.peer.Peer;
import dev.norelay.bench.peer.ServerProcess;
import dev.norelay.bench.row.Finding.Curve;
import dev.norelay.bench.row.Finding.Measure;
import dev.norelay.bench.row.Finding.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A million messages through one server: what it keeps, and whether it gets slower. */
final class ManyMessages implements Row {
    private static final Measure HEAP = new Measure("heap in use at the end", "MiB");
    private static final Measure RESIDENT = new Measure("resident at the end", "MiB");
    private static final Measure RATE = new Measure("rate", "messages/s");
    private static final SmtpSource LOAD = new SmtpSource(16, 1024, true);
    private static final List<String> FLAGS = List.of("-Xmx512m");
    private static final int STEPS = 20;
    // Some are slow, some keep all: which part of the messages each is given.
    private static final Map<String, Integer> SHARES = Map.of("norelay", 1, "K", 20, "wiser", 80, "greenmail", 80);

    @Override
    public String name() {
        return "many-messages";
    }

    @Override
    public String title() {
        return "many messages through one server";
    }

    @Override
    public void measure(Course course, Finding finding) {
        int messages = (int) course.either(40_000, 1_000_000);
        Map<String, List<Point>> heap = new LinkedHashMap<>();
        Map<String, List<Point>> rate = new LinkedHashMap<>();
        Map<Peer, ServerProcess> servers = course.each(
                peer -> SHARES.containsKey(peer.name())
                        && (!course.isQuick() || peer.name().equals("norelay")),
                peer -> ServerProcess.start(((JvmPeer) peer).command(FLAGS, "")));
        servers.forEach((peer, server) -> {
            try (server) {
                List<Point> heaps = heap.computeIfAbsent(peer.name(), key -> new ArrayList<>());
                List<Point> rates = rate.computeIfAbsent(peer.name(), key -> new ArrayList<>());
                int step = messages / STEPS / Objects.requireNonNull(SHARES.get(peer.name()));
                for (int done = step; heaps.size() < STEPS; done += step) {
                    if (heaps.size() == STEPS / 2) {
                        course.warm(this, peer.name(), server);
                    }
                    double seconds = LOAD.send(step, server.port());
                    heaps.add(new Point(done, Long.parseLong(server.ask("heap")) / 1048576.0));
                    rates.add(new Point(done, step / seconds));
                    finding.add(RATE, peer.name(), step / seconds);
                }
                finding.add(HEAP, peer.name(), heaps.get(STEPS - 1).y());
                finding.add(RESIDENT, peer.name(), server.residentKib() / 1024.0);
                course.say("  " + peer.name());
            }
        });
        finding.curve(new Curve("many-messages-heap", "heap in use, MiB", "messages", heap));
        finding.curve(new Curve("many-messages-rate", "messages/s", "messages", rate));
        finding.note("Messages of 1 KiB, 16 sessions, one connection each; JVMs with " + String.join(" ", FLAGS)
                + ". norelay takes all " + messages + ", K a twentieth of them, those that keep all an eightieth.");
        List<Point> heaps = heap.get("norelay");
        List<Point> rates = rate.get("norelay");
        if (heaps != null && rates != null) {
            Figures growth = late(heaps).by(early(heaps));
            finding.goal("heap in the last quarter ≤ 1.1 × in the second", growth, growth.median() <= 1.1);
            Figures speed = late(rates).by(early(rates));
            finding.goal("rate in the last quarter ≥ 0.9 × in the second", speed, speed.median() >= 0.9);
        }
    }

    private static Figures early(List<Point> points) {
        return quarter(points, 1);
    }

    private static Figures late(List<Point> points) {
        return quarter(points, 3);
    }

    private static Figures quarter(List<Point> points, int which) {
        return new Figures(points.subList(which * STEPS / 4, (which + 1) * STEPS / 4).stream()
                .map(Point::y)
                .toList());
    }
}
