package dev.norelay.bench.row;

import dev.norelay.bench.peer.ColdProcess;
import dev.norelay.bench.peer.JvmPeer;
import dev.norelay.bench.peer.Peer;
import dev.norelay.bench.peer.Program;
import dev.norelay.bench.row.Finding.Measure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The first server of a JVM: most of it is loading classes. */
final class ColdJvm implements Row {
    private static final Measure TIME = new Measure("from main to the greeting", "ms");
    private static final Pattern JAR = Pattern.compile("([a-z0-9-]+?)-\\d[^/]*\\.jar");
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
        for (int run = 0; run < course.either(3, 7); run++) {
            for (Peer peer : peers) {
                String[] said = Program.output(command(course.profiled(this, peer.name()), peer)
                                .toArray(String[]::new))
                        .split(" ", -1);
                finding.add(TIME, peer.name(), Double.parseDouble(said[0]));
                finding.add(CLASSES, peer.name(), Double.parseDouble(said[1]));
            }
        }
        finding.note("N with NIO and Netty's defaults; norelay plays open. The JVM has no flags.");
        peers.stream()
                .filter(peer -> Set.of("norelay", "N").contains(peer.name()))
                .forEach(peer -> finding.note("Where the classes of " + peer.name() + " come from: " + origins(peer)
                        + ". Those that the JDK archives cost next to nothing."));
        finding.atMost(0.9, TIME, "N");
    }

    private static List<String> command(List<String> flags, Peer peer) {
        String variant = peer.name().equals("N") ? "nio" : "";
        return JvmPeer.java(flags, ColdProcess.class, peer.getClass().getName(), variant);
    }

    /** As the JVM's log of loaded classes tells. */
    private static String origins(Peer peer) {
        Map<String, Long> counts = Program.output(
                        command(List.of("-Xlog:class+load"), peer).toArray(String[]::new))
                .lines()
                .filter(line -> line.contains(" source: "))
                .collect(Collectors.groupingBy(ColdJvm::origin, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String origin(String line) {
        if (line.contains("source: shared objects file")) {
            return "the JDK's archive";
        }
        Matcher jar = JAR.matcher(line);
        if (jar.find()) {
            return jar.group(1).startsWith("netty") ? "Netty" : jar.group(1);
        }
        return line.contains("source: jrt:") ? "the JDK" : "made at run time";
    }
}
