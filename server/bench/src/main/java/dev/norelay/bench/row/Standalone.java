package dev.norelay.bench.row;

import dev.norelay.bench.load.Client;
import dev.norelay.bench.peer.JvmPeer;
import dev.norelay.bench.peer.Peer;
import dev.norelay.bench.peer.Program;
import dev.norelay.bench.row.Finding.Measure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From the start of the process to the greeting, with and without an archive of classes (AppCDS). */
final class Standalone implements Row {
    private static final Measure TIME = new Measure("from start to the greeting", "ms");
    private static final String APP_CDS = ", AppCDS";
    private static final String QUIET = "-Xlog:disable"; // or the JVM tells which classes it leaves out
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final Path JAR = Path.of("server", "standalone", "target", "norelay.jar");

    @Override
    public String name() {
        return "standalone";
    }

    @Override
    public String title() {
        return "standalone: process start to greeting";
    }

    @Override
    public void measure(Course course, Finding finding) {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(JAR + " is missing: run make bench");
        }
        Map<String, Launch> launches = new LinkedHashMap<>();
        Map<Peer, Launch> plain = course.each(
                peer -> List.of("norelay", "N", "subethasmtp").contains(peer.name()),
                peer -> launch((JvmPeer) peer, course.profiled(this, peer.name())));
        plain.forEach((peer, launch) -> launches.put(peer.name(), launch));
        for (Peer peer : plain.keySet()) {
            if (course.isQuick() && !peer.name().equals("norelay")) {
                continue; // making one takes seconds
            }
            Path archive = archive((JvmPeer) peer);
            if (Files.exists(archive)) {
                String name = peer.name() + APP_CDS;
                List<String> flags = new ArrayList<>(course.profiled(this, name));
                flags.addAll(List.of("-XX:SharedArchiveFile=" + archive, QUIET));
                launches.put(name, launch((JvmPeer) peer, flags));
            } else {
                finding.note("No archive of " + peer.name() + " could be made.");
            }
        }
        for (int run = 0; run < course.either(2, 5); run++) {
            launches.forEach((name, launch) -> finding.add(TIME, name, launch.millis()));
        }
        finding.note("norelay is java -jar norelay.jar run open.");
        Figures archived = finding.figures(TIME).get("norelay" + APP_CDS);
        if (archived != null) {
            finding.goal("with AppCDS ≤ 400 ms", archived, archived.median() <= 400);
        }
    }

    /** One that JDK 17 makes of a list of classes has those of old compilers too, which one made at the exit leaves out. */
    private static Path archive(JvmPeer peer) {
        Path folder = Path.of("server", "bench", "target");
        Path list = folder.resolve(peer.name() + ".classlist");
        Path archive = folder.resolve(peer.name() + ".jsa");
        archive.toFile().delete();
        launch(peer, List.of("-XX:DumpLoadedClassList=" + list)).millis();
        Program.output(
                JAVA,
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + archive,
                "-cp",
                peer.name().equals("norelay") ? JAR.toString() : System.getProperty("java.class.path"));
        return archive;
    }

    private static Launch launch(JvmPeer peer, List<String> flags) {
        if (!peer.name().equals("norelay")) {
            return new Launch(peer.command(flags, peer.name().equals("N") ? "nio" : ""), 0);
        }
        int port = Program.freePort();
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(flags);
        command.addAll(
                List.of("-jar", JAR.toString(), "run", "open", "--json", "--free-ports", "--port", "smtp=" + port));
        return new Launch(command, port);
    }

    /** A command whose first line of output comes when it listens; on this port, or 0 if that line ends with it. */
    private record Launch(List<String> command, int port) {
        double millis() {
            try {
                long begun = System.nanoTime();
                Process process = new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                try {
                    String line = process.inputReader(StandardCharsets.UTF_8).readLine();
                    if (line == null) {
                        throw new IllegalStateException("ended at once: " + String.join(" ", command));
                    }
                    new Client(port == 0 ? Integer.parseInt(line.substring(line.indexOf(' ') + 1)) : port).close();
                    return (System.nanoTime() - begun) / 1e6;
                } finally {
                    process.destroy();
                    process.waitFor();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}
