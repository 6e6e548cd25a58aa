package dev.norelay.bench.row;

import dev.norelay.bench.peer.JvmPeer;
import dev.norelay.bench.peer.Peer;
import dev.norelay.bench.peer.Profiler;
import dev.norelay.bench.peer.ServerProcess;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How a run goes: quick or thorough, with which peers; and what is said meanwhile. */
public final class Course {
    private final boolean quick;
    private final List<Peer> peers;
    private final @Nullable Path profiles;
    private final Map<String, String> leftOut = new LinkedHashMap<>();
    private final Map<String, ServerProcess> shared = new LinkedHashMap<>();

    /**
     * A run with these peers.
     *
     * @param profiles the folder for flame graphs of the JVMs; null if none is wanted
     */
    public Course(boolean quick, List<Peer> peers, @Nullable Path profiles) {
        this.quick = quick;
        this.peers = List.copyOf(peers);
        this.profiles = profiles;
    }

    /** Whether it is in a hurry. */
    public boolean isQuick() {
        return quick;
    }

    /** The one figure for a quick run, the other for a thorough one. */
    public double either(double quickly, double thoroughly) {
        return quick ? quickly : thoroughly;
    }

    /** How many rounds there are. */
    public int rounds() {
        return quick ? 2 : 5;
    }

    /** Starts something for each peer; those of which something is missing are left out, and told in the report. */
    public <T> Map<Peer, T> each(Predicate<Peer> wanted, Function<Peer, T> start) {
        Map<Peer, T> started = new LinkedHashMap<>();
        for (Peer peer : peers) {
            if (wanted.test(peer) && !leftOut.containsKey(peer.name())) {
                try {
                    started.put(peer, start.apply(peer));
                } catch (Peer.MissingException e) {
                    leaveOut(peer, e.because());
                } catch (UncheckedIOException e) {
                    if (peer instanceof JvmPeer) {
                        throw e; // ours to mend
                    }
                    leaveOut(peer, "it does not start here: " + e.getMessage());
                }
            }
        }
        return started;
    }

    /** A peer's server that is not started anew for each row. */
    ServerProcess shared(Peer peer) {
        return shared.computeIfAbsent(peer.name(), name -> start(peer.command()));
    }

    /** Starts a server, in this run's haste. */
    ServerProcess start(List<String> command) {
        return ServerProcess.start(quick ? JvmPeer.inAHurry(command) : command);
    }

    /**
     * Loads a server again and again, until its JVM's compilers have, twice over, nearly nothing to do any more.
     *
     * @param least for so many seconds in any case
     * @param most and no longer, but once
     * @return the seconds that it took
     */
    double warmUp(ServerProcess server, double least, double most, Runnable load) {
        double seconds = 0;
        int quiet = 0;
        do {
            double cpu = server.cpuMicros();
            double compiling = server.compilingMicros();
            long begun = System.nanoTime();
            load.run();
            seconds += (System.nanoTime() - begun) / 1e9;
            quiet = server.compilingMicros() - compiling < 0.1 * (server.cpuMicros() - cpu) ? quiet + 1 : 0;
        } while (seconds < least || (seconds < most && quiet < 2));
        return seconds;
    }

    /** Closes those servers. */
    public void closeShared() {
        shared.values().forEach(ServerProcess::close);
        shared.clear();
    }

    private void leaveOut(Peer peer, String because) {
        leftOut.put(peer.name(), because);
        say(peer.name() + " is left out, because " + because);
    }

    /** Notes that a server is warm, so that from here on a profile of it is worth having. */
    void warm(Row row, String name, ServerProcess server) {
        if (profiles != null) {
            server.profile(flameGraph(row, name));
        }
    }

    /** The flags for a JVM that is profiled from its first moment, or none. */
    List<String> profiled(Row row, String server) {
        return profiles == null ? List.of() : List.of(Profiler.flag(flameGraph(row, server)));
    }

    private Path flameGraph(Row row, String server) {
        return Objects.requireNonNull(profiles).resolve(row.name() + "-" + server.replaceAll("[ ,]+", "-") + ".html");
    }

    /** Says how far it is. */
    public void say(String progress) {
        System.out.println(progress);
    }

    /** Says what a row has found. */
    public void summarise(Finding finding) {
        for (Finding.Measure measure : finding.measures()) {
            say("  " + measure.name() + ", " + measure.unit());
            finding.figures(measure).forEach((peer, figures) -> say("    " + peer + " " + words(figures)));
        }
        for (Finding.Goal goal : finding.goals()) {
            Figures measured = goal.measured();
            String verdict = measured == null ? "unknown" : goal.met() ? "met" : "MISSED";
            say("  " + verdict + ": " + goal.text() + (measured == null ? "" : ": " + words(measured)));
        }
    }

    private static String words(Figures figures) {
        return String.format(Locale.ROOT, "%.4g (%.4g to %.4g)", figures.median(), figures.min(), figures.max());
    }

    /** Why, by peer. */
    public Map<String, String> leftOut() {
        return Map.copyOf(leftOut);
    }

    /** The peers that took part. */
    public List<Peer> peers() {
        List<Peer> there = new ArrayList<>(peers);
        there.removeIf(peer -> leftOut.containsKey(peer.name()));
        return there;
    }
}
