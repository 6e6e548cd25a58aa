package dev.norelay.bench.row;

import dev.norelay.bench.peer.ColdProcess;
import dev.norelay.bench.peer.JvmPeer;
import dev.norelay.bench.peer.Peer;
import dev.norelay.bench.peer.Program;
import dev.norelay.bench.row.Finding.Measure;
import java.util.List;

/** The first server of a JVM: most of it is loading classes. */
final class ColdJvm implements Row {
    private static final Measure TIME = new Measure("from main to the greeting", "ms");
    private static final Measure CLASSES = new Measure("classes loaded", "");

    @Override
    public String name() {
        return "cold-jvm";
    }

    @Override
    public String title() {
        return "the first server in a cold JVM";
    }

    @Override
    public void measure(Course course, Finding finding) {
        List<Peer> peers = List.copyOf(
                course.each(peer -> peer instanceof JvmPeer && !peer.name().equals("K"), peer -> peer)
                        .keySet());
        for (int run = 0; run < course.either(5, 10); run++) {
            for (Peer peer : peers) {
                String variant = peer.name().equals("N") ? "nio" : "";
                List<String> command = JvmPeer.java(
                        List.of(), ColdProcess.class, peer.getClass().getName(), variant);
                String[] said = Program.output(command.toArray(String[]::new)).split(" ", -1);
                finding.add(TIME, peer.name(), Double.parseDouble(said[0]));
                finding.add(CLASSES, peer.name(), Double.parseDouble(said[1]));
            }
        }
        finding.note("N with NIO and Netty's defaults; norelay plays open. The JVM has no flags.");
        finding.atMost(0.9, TIME, "N");
    }
}
