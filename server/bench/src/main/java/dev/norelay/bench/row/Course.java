package dev.norelay.bench.row;

import dev.norelay.bench.peer.JvmPeer;
import dev.norelay.bench.peer.Peer;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** How a run goes: quick or thorough, with which peers; and what is said meanwhile. */
public final class Course {
    private final boolean quick;
    private final List<Peer> peers;
    private final Map<String, String> leftOut = new LinkedHashMap<>();

    /** A run with these peers. */
    public Course(boolean quick, List<Peer> peers) {
        this.quick = quick;
        this.peers = List.copyOf(peers);
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
        return quick ? 3 : 5;
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

    private void leaveOut(Peer peer, String because) {
        leftOut.put(peer.name(), because);
        say(peer.name() + " is left out, because " + because);
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
