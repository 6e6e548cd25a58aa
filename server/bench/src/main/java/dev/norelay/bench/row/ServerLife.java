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

    private static final String SHARED_LOOPS = "N";

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
                        homes.put(SHARED_LOOPS, home(course, name, "shared"));
                        homes.put("N with loops of its own", home(course, name, "nio"));
                    } else {
                        homes.put(name, home(course, name, name.equals("norelay") ? "relay-denied" : ""));
                    }
                });
        int lives = (int) course.either(10, 25);
        try {
            homes.forEach((name, home) -> {
                course.warmUp(home, 0, course.either(0.5, 12), () -> home.ask("warm 200"));
                course.warm(this, name, home);
            });
            // Short ones, for the machine is not the same for long.
            for (int round = 0; round < course.either(3, 15); round++) {
                homes.forEach((name, home) -> {
                    home.ask("warm 10"); // the processors have served others since its last turn
                    finding.add(GREETING, name, Double.parseDouble(home.ask("greeting " + lives)));
                    finding.add(MESSAGE, name, Double.parseDouble(home.ask("message " + lives)));
                });
            }
            Map<String, ServerProcess> judged = new LinkedHashMap<>(homes);
            judged.remove(SHARED_LOOPS); // they stay
            judged.values().forEach(home -> home.say("left")); // all have the same five seconds
            judged.forEach((name, home) -> finding.add(LEFT, name, Double.parseDouble(home.answer())));
        } finally {
            homes.values().forEach(ServerProcess::close);
        }
        finding.note(
                "norelay plays relay-denied with its four listeners; N has its loops shared by all lives; they stay, and are not counted.");
        finding.note("A figure is the median of " + lives
                + " lives, behind ten that are not counted. Threads: five seconds after the last one.");
        finding.atMost(0.85, GREETING);
        for (String peer : List.of("subethasmtp", "wiser", "greenmail", "dumbster")) {
            finding.atMost(1, MESSAGE, peer);
        }
        finding.atMost(0, LEFT);
    }

    private static ServerProcess home(Course course, String peer, String variant) {
        return course.start(JvmPeer.java(JvmPeer.FLAGS, LifeProcess.class, peer, variant));
    }
}
