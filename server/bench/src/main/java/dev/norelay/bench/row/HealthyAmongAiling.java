package dev.norelay.bench.row;

import dev.norelay.bench.load.Client;
import dev.norelay.bench.peer.Ailing;
import dev.norelay.bench.peer.JvmPeer;
import dev.norelay.bench.peer.Peer;
import dev.norelay.bench.peer.ServerProcess;
import dev.norelay.bench.row.Finding.Measure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** How long a healthy client waits for its message to be taken, while hundreds are served badly on purpose beside it. */
final class HealthyAmongAiling implements Row {
    private static final Measure MEDIAN = new Measure("a healthy client's message, median", "ms");
    private static final Measure P99 = new Measure("a healthy client's message, 99th percentile", "ms");
    private static final int AT_ONCE = 500;
    /** A client that is stalled leaves. */
    private static final int PATIENCE_MILLIS = 300;

    private static final byte[] MAIL = Client.text(4096);

    @Override
    public String name() {
        return "ailing";
    }

    @Override
    public String title() {
        return "a healthy client among " + AT_ONCE + " that meet faults";
    }

    @Override
    public void measure(Course course, Finding finding) {
        course.each(peer -> peer.name().equals("norelay"), peer -> {
            measure(course, finding, peer);
            return peer;
        });
        finding.note("The " + AT_ONCE + " take turns at " + Ailing.values().length
                + " faults, from one process on the same processors; each begins again at once when it is done for. No"
                + " peer can do this, so norelay is compared with itself left alone.");
    }

    private static void measure(Course course, Finding finding, Peer peer) {
        int messages = (int) course.either(20, 80);
        try (ServerProcess server = course.start(((JvmPeer) peer).command(JvmPeer.FLAGS, "faults"))) {
            times(2 * messages, server.port()); // warms it up
            for (int round = 0; round < course.either(1, 3); round++) {
                add(finding, "norelay, alone", times(messages, server.port()));
                LongAdder begun = new LongAdder();
                double[] among = amongAiling(messages, server.port(), begun);
                add(finding, "norelay, among them", among);
                course.say("  " + begun + " ailing sessions beside " + messages + " messages");
            }
        }
    }

    private static void add(Finding finding, String name, double[] sorted) {
        finding.add(MEDIAN, name, sorted[sorted.length / 2]);
        finding.add(P99, name, sorted[(int) Math.ceil(sorted.length * 0.99) - 1]);
    }

    private static double[] amongAiling(int messages, int port, LongAdder begun) {
        AtomicBoolean enough = new AtomicBoolean();
        List<Thread> ailing = new ArrayList<>();
        Iterator<Ailing> faults =
                Stream.generate(Ailing::values).flatMap(Arrays::stream).iterator();
        for (int one = 0; one < AT_ONCE; one++) {
            Ailing fault = faults.next();
            Thread thread = new Thread(null, () -> suffer(fault, port, enough, begun), "ailing-" + one, 128 << 10);
            thread.setDaemon(true);
            thread.start();
            ailing.add(thread);
        }
        try {
            return times(messages, port);
        } finally {
            enough.set(true);
            ailing.forEach(HealthyAmongAiling::join);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while clients leave", e);
        }
    }

    private static void suffer(Ailing fault, int port, AtomicBoolean enough, LongAdder begun) {
        while (!enough.get()) {
            begun.increment();
            try (Client client = new Client(port, PATIENCE_MILLIS)) {
                try {
                    client.send(fault.name(), MAIL);
                } finally {
                    client.abort();
                }
            } catch (IOException | UncheckedIOException met) {
                // this is what the faults are for
            }
        }
    }

    /** In milliseconds, sorted. */
    private static double[] times(int messages, int port) {
        double[] millis = new double[messages];
        for (int one = 0; one < messages; one++) {
            long begun = System.nanoTime();
            try (Client client = new Client(port)) {
                client.send(MAIL);
                client.quit();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            millis[one] = (System.nanoTime() - begun) / 1e6;
        }
        Arrays.sort(millis);
        return millis;
    }
}
