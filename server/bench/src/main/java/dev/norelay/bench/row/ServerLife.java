package dev.norelay.bench.row;

import dev.norelay.bench.peer.JvmPeer;
import dev.norelay.bench.peer.LifeProcess;
import dev.norelay.bench.peer.ServerProcess;
import dev.norelay.bench.row.Finding.Measure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a server for a single test costs in a JVM that is warm. */
final class ServerLife implements Row {
    private static final Measure GREETING = new Measure("start, connect, greeting, stop", "ms");
    private static final Measure MESSAGE = new Measure("the same with a whole message", "ms");
    private static final Measure LEFT = new Measure("threads left", "");

    @Override
    public String name() {
        return "life";
    }

    @Override
    public String title() {
        return "a server's life, warm JVM";
    }

    @Override
    public void measure(Course course, Finding finding) {
        Map<String, ServerProcess> homes = new LinkedHashMap<>();
        course.each(peer -> peer instanceof JvmPeer && !peer.name().equals("K"), peer -> peer.name())
                .values()
                .forEach(name -> {
                    if (name.equals("N")) {
                        homes.put("N", home(name, "shared"));
                        homes.put("N with loops of its own", home(name, "nio"));
                    } else {
                        homes.put(name, home(name, name.equals("norelay") ? "relay-denied" : ""));
                    }
                });
        int lives = (int) course.either(20, 100);
        try {
            homes.values().forEach(home -> home.ask("message " + (int) course.either(300, 2_000)));
            for (int round = 0; round < course.rounds(); round++) {
                homes.forEach((name, home) -> {
                    home.ask("message " + lives); // the processors have served others since its last turn
                    finding.add(GREETING, name, Double.parseDouble(home.ask("greeting " + lives)));
                    finding.add(MESSAGE, name, Double.parseDouble(home.ask("message " + lives)));
                });
            }
            homes.forEach((name, home) -> finding.add(LEFT, name, Double.parseDouble(home.ask("left"))));
        } finally {
            homes.values().forEach(ServerProcess::close);
        }
        finding.note(
                "norelay plays relay-denied with its four listeners; N has its loops shared by all lives, so they stay.");
        finding.note("A figure is the median of " + lives
                + " lives, behind as many that are not counted. Threads: five seconds after the last one.");
        finding.atMost(0.85, GREETING);
        for (String peer : List.of("subethasmtp", "wiser", "greenmail", "dumbster")) {
            finding.atMost(1, MESSAGE, peer);
        }
        finding.atMost(0, LEFT);
    }

    private static ServerProcess home(String peer, String variant) {
        return ServerProcess.start(JvmPeer.java(JvmPeer.FLAGS, LifeProcess.class, peer, variant));
    }
}
