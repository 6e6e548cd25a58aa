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
                peer -> List.of("norelay", "N", "subethasmtp").contains(peer.name()), peer -> launch((JvmPeer) peer));
        plain.forEach((peer, launch) -> launches.put(peer.name(), launch));
        for (Peer peer : plain.keySet()) {
            Path archive = Path.of("server", "bench", "target", peer.name() + ".jsa");
            archive.toFile().delete();
            launch((JvmPeer) peer, "-XX:ArchiveClassesAtExit=" + archive, QUIET).millis();
            if (Files.exists(archive)) {
                launches.put(peer.name() + APP_CDS, launch((JvmPeer) peer, "-XX:SharedArchiveFile=" + archive, QUIET));
            } else {
                finding.note("No archive of " + peer.name() + " could be made.");
            }
        }
        for (int run = 0; run < course.either(3, 10); run++) {
            launches.forEach((name, launch) -> finding.add(TIME, name, launch.millis()));
        }
        finding.note("norelay is java -jar norelay.jar run open.");
        Figures archived = finding.figures(TIME).get("norelay" + APP_CDS);
        if (archived != null) {
            finding.goal("with AppCDS ≤ 400 ms", archived, archived.median() <= 400);
        }
    }

    private static Launch launch(JvmPeer peer, String... flags) {
        if (!peer.name().equals("norelay")) {
            return new Launch(peer.command(List.of(flags), peer.name().equals("N") ? "nio" : ""), 0);
        }
        int port = Program.freePort();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(flags));
        command.addAll(List.of("-jar", JAR.toString(), "run", "open", "--json", "--port", "smtp=" + port));
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
                String line = process.inputReader(StandardCharsets.UTF_8).readLine();
                if (line == null) {
                    throw new IllegalStateException("ended at once: " + String.join(" ", command));
                }
                new Client(port == 0 ? Integer.parseInt(line.substring(line.indexOf(' ') + 1)) : port).close();
                double millis = (System.nanoTime() - begun) / 1e6;
                process.destroy();
                process.waitFor();
                return millis;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}
