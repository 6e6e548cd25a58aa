package dev.norelay.bench.row;

import dev.norelay.bench.load.SmtpSource;
import dev.norelay.bench.peer.JvmPeer;
import dev.norelay.bench.peer.Peer;
import dev.norelay.bench.peer.ServerProcess;
import dev.norelay.bench.row.Finding.Measure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Messages of 4 KiB from {@code smtp-source}: the server's CPU time per message, and how many a second.
 *
 * @param goals of norelay
 */
public record Throughput(String name, String title, SmtpSource load, Consumer<Finding> goals) implements Row {
    static final Measure CPU = new Measure("CPU per message", "µs");
    static final Measure RATE = new Measure("rate", "messages/s");
    private static final int OCTETS = 4096;
    /** Left out of the row with one session, to save time: of the kind of each there is another. */
    private static final List<String> WITH_A_LIKE = List.of("wiser", "aiosmtpd");

    private static final List<String> FLOOR = List.of("norelay", "N", "K", "smtp-sink");

    /** A connection for each message, 16 sessions. */
    public static Row reconnecting() {
        return new Throughput(
                "reconnecting",
                "16 sessions, a connection per 4 KiB message",
                new SmtpSource(16, OCTETS, false),
                found -> {
                    found.atMost(1.3, CPU, "K");
                    found.atLeast(0.8, RATE, "N");
                    found.atLeast(1.4, RATE, "subethasmtp");
                });
    }

    /** One connection for all messages of a session, 16 sessions. */
    public static Row persistent() {
        return new Throughput(
                "persistent", "16 sessions, one connection each", new SmtpSource(16, OCTETS, true), found -> {
                    found.atMost(1.3, CPU, "K");
                    found.atLeast(1.1, RATE, "subethasmtp");
                    found.atLeast(1.7, RATE, "wiser");
                    found.atLeast(2.5, RATE, "greenmail");
                });
    }

    /** A connection for each message, one after the other. */
    public static Row oneSession() {
        return new Throughput(
                "one-session",
                "one session, a connection per 4 KiB message",
                new SmtpSource(1, OCTETS, false),
                found -> {
                    found.atMost(1.3, CPU, "N");
                });
    }

    @Override
    public boolean sharesServers() {
        return true;
    }

    @Override
    public void measure(Course course, Finding finding) {
        Map<Peer, Loaded> servers =
                course.each(peer -> takesPart(peer, course), peer -> new Loaded(course.shared(peer)));
        try {
            servers.forEach((peer, server) -> server.warmUp(peer, course));
            servers.forEach((peer, server) -> course.warm(this, peer.name(), server.process));
            for (int round = 1; round <= course.rounds(); round++) {
                int now = round;
                servers.forEach((peer, server) -> server.round(now, peer, course, finding));
            }
        } finally {
            servers.values().forEach(server -> server.process.endProfile());
        }
        goals.accept(finding);
    }

    /** Whoever serves one connection at a time has no persistent ones beside it; there is not time for all of the slow. */
    private boolean takesPart(Peer peer, Course course) {
        boolean oneAfterTheOther = load.sessions() == 1;
        return !(load.persistent() && peer.servesOneAtATime())
                && !(oneAfterTheOther && WITH_A_LIKE.contains(peer.name()))
                && !(course.isQuick() && oneAfterTheOther && !FLOOR.contains(peer.name()));
    }

    /** A server, and how many messages make an interval of the wanted length. */
    private final class Loaded {
        final ServerProcess process;
        private int messages = 20;

        Loaded(ServerProcess process) {
            this.process = process;
        }

        /** Sends more and more until the rate is known, and the server is warm. */
        void warmUp(Peer peer, Course course) {
            double wanted = course.either(0.2, 0.75);
            double most = peer instanceof JvmPeer ? course.either(0.6, 12) : 2 * wanted;
            double seconds = course.warmUp(process, 2 * wanted, most, () -> {
                double took = load.send(messages, process.port());
                messages = (int) Math.min(4.0 * messages, Math.max(20, messages / took * wanted));
            });
            forget(peer);
            course.say(String.format(
                    Locale.ROOT, "  %s: warm after %.0f s, %,d messages a round", peer.name(), seconds, messages));
        }

        void round(int round, Peer peer, Course course, Finding finding) {
            double before = process.cpuMicros();
            double seconds = load.send(messages, process.port());
            double cpu = (process.cpuMicros() - before) / messages;
            finding.add(CPU, peer.name(), cpu);
            finding.add(RATE, peer.name(), messages / seconds);
            forget(peer);
            course.say(String.format(
                    Locale.ROOT, "  round %d: %s %.0f µs, %,.0f/s", round, peer.name(), cpu, messages / seconds));
        }

        private void forget(Peer peer) {
            if (peer instanceof JvmPeer) {
                process.ask("forget");
            }
        }
    }
}
