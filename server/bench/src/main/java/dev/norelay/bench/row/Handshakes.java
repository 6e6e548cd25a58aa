package dev.norelay.bench.row;

import dev.norelay.bench.peer.Certificate;
import dev.norelay.bench.peer.JvmPeer;
import dev.norelay.bench.peer.Nodemailer;
import dev.norelay.bench.peer.Peer;
import dev.norelay.bench.peer.Program;
import dev.norelay.bench.peer.ServerProcess;
import dev.norelay.bench.row.Finding.Measure;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** TLS 1.3 from the first octet, P-256, each handshake a full one; the load is openssl's s_time. */
final class Handshakes implements Row {
    private static final Measure CPU = new Measure("CPU by handshake", "ms");
    private static final Measure RATE = new Measure("rate", "handshakes/s");
    private static final Path TCNATIVE = Path.of("server", "bench", "target", "tcnative");
    private static final String WITH_TCNATIVE = ", tcnative";
    private static final Pattern CONNECTIONS = Pattern.compile("(\\d+) connections in \\d+ real seconds");

    @Override
    public String name() {
        return "handshakes";
    }

    @Override
    public String title() {
        return "TLS 1.3 handshakes without resumption, P-256";
    }

    @Override
    public void measure(Course course, Finding finding) {
        Certificate.make();
        boolean tcnative = !course.isQuick() && Files.exists(TCNATIVE);
        Map<String, ServerProcess> servers = new LinkedHashMap<>();
        course.each(peer -> takesPart(peer, course), peer -> start(peer, tcnative, course, servers));
        try {
            // Half the processor time of the first seconds is the compilers'.
            int warm = (int) course.either(0, 8);
            servers.forEach((name, server) -> {
                if (warm > 0) {
                    handshakes(server, name.equals("nodemailer") ? 1 : warm);
                }
                course.warm(this, name, server);
            });
            for (int round = 0; round < course.rounds(); round++) {
                servers.forEach((name, server) -> {
                    double before = server.cpuMicros();
                    long begun = System.nanoTime();
                    int made = handshakes(server, 1);
                    double seconds = (System.nanoTime() - begun) / 1e9;
                    finding.add(CPU, name, (server.cpuMicros() - before) / 1_000 / made);
                    finding.add(RATE, name, made / seconds);
                });
            }
        } finally {
            servers.values().forEach(ServerProcess::close);
        }
        finding.atMost(1.15, CPU, "N");
        if (tcnative) {
            finding.note(
                    "tcnative: the same with netty-tcnative-boringssl-static on the class path, which norelay finds.");
            finding.atMost(1.15, CPU, "norelay" + WITH_TCNATIVE, "N" + WITH_TCNATIVE);
        } else {
            finding.note("Without tcnative: the run was a quick one, or it is not in " + TCNATIVE + ".");
        }
    }

    private static boolean takesPart(Peer peer, Course course) {
        return List.of("norelay", "N").contains(peer.name()) || (peer instanceof Nodemailer && !course.isQuick());
    }

    private static Peer start(Peer peer, boolean tcnative, Course course, Map<String, ServerProcess> servers) {
        if (peer instanceof JvmPeer jvm) {
            servers.put(peer.name(), course.start(jvm.command(JvmPeer.FLAGS, "tls")));
            if (tcnative) {
                servers.put(peer.name() + WITH_TCNATIVE, course.start(withTcnative(jvm)));
            }
        } else if (peer instanceof Nodemailer nodemailer) {
            servers.put(peer.name(), course.start(nodemailer.tlsCommand()));
        }
        return peer;
    }

    private static List<String> withTcnative(JvmPeer peer) {
        List<String> command = new ArrayList<>(peer.command(JvmPeer.FLAGS, "tcnative"));
        int path = command.indexOf("-cp") + 1;
        command.set(path, command.get(path) + File.pathSeparator + TCNATIVE.toAbsolutePath() + "/*");
        return command;
    }

    private static int handshakes(ServerProcess server, int seconds) {
        String said = Program.output(
                "openssl",
                "s_time",
                "-new",
                "-tls1_3",
                "-connect",
                "127.0.0.1:" + server.port(),
                "-time",
                "" + seconds);
        Matcher matcher = CONNECTIONS.matcher(said);
        if (!matcher.find()) {
            throw new IllegalStateException("openssl s_time says " + said);
        }
        return Integer.parseInt(matcher.group(1));
    }
}
