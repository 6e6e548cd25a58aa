package dev.norelay.bench.row;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a row has found: figures by measure and peer, goals that were met or missed, and what is to be said of them. */
public final class Finding {
    private static final String OURS = "norelay";

    /**
     * Something that is measured.
     *
     * @param name such as {@code CPU per message}
     * @param unit such as {@code µs}
     */
    public record Measure(String name, String unit) {}

    /**
     * A goal for norelay.
     *
     * @param text as an expression of the run's figures
     * @param measured in the terms of the text; null if a peer was left out
     * @param met whether the median is as wanted
     */
    public record Goal(String text, @Nullable Figures measured, boolean met) {}

    /**
     * A figure over time, by peer.
     *
     * @param name of its file
     * @param title above it
     * @param x below it
     * @param points by peer
     */
    public record Curve(String name, String title, String x, Map<String, List<Point>> points) {}

    /** A point of a curve. */
    public record Point(double x, double y) {}

    private final String name;
    private final String row;
    private final List<Curve> curves = new ArrayList<>();
    private final Map<Measure, Map<String, List<Double>>> values = new LinkedHashMap<>();
    private final List<Goal> goals = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** Nothing yet. */
    public Finding(Row row) {
        this.name = row.name();
        this.row = row.title();
    }

    /** The row's name. */
    public String name() {
        return name;
    }

    /** The row's title. */
    public String row() {
        return row;
    }

    /** One more round's figure. */
    public void add(Measure measure, String peer, double value) {
        values.computeIfAbsent(measure, key -> new LinkedHashMap<>())
                .computeIfAbsent(peer, key -> new ArrayList<>())
                .add(value);
    }

    /** A curve to be drawn. */
    public void curve(Curve curve) {
        curves.add(curve);
    }

    /** To be drawn. */
    public List<Curve> curves() {
        return List.copyOf(curves);
    }

    /** Something that the reader of the figures must know. */
    public void note(String sentence) {
        notes.add(sentence);
    }

    /** norelay's figure is at most so many times the peer's. */
    public void atMost(double factor, Measure measure, String peer) {
        atMost(factor, measure, OURS, peer);
    }

    /** One server's figure is at most so many times another's. */
    public void atMost(double factor, Measure measure, String server, String other) {
        Figures ratio = ratio(measure, server, other);
        String text = measure.name() + subject(server) + " ≤ " + plain(factor) + " × " + other;
        goals.add(new Goal(text, ratio, ratio != null && ratio.median() <= factor));
    }

    /** norelay's figure is at least so many times the peer's. */
    public void atLeast(double factor, Measure measure, String peer) {
        Figures ratio = ratio(measure, OURS, peer);
        String text = measure.name() + " ≥ " + plain(factor) + " × " + peer;
        goals.add(new Goal(text, ratio, ratio != null && ratio.median() >= factor));
    }

    /** norelay's figure is at most that, in the measure's unit. */
    public void atMost(double most, Measure measure) {
        Figures ours = figures(measure).get(OURS);
        String text = (measure.name() + " ≤ " + plain(most) + " " + measure.unit()).strip();
        goals.add(new Goal(text, ours, ours != null && ours.median() <= most));
    }

    /** A goal of another form. */
    public void goal(String text, Figures measured, boolean met) {
        goals.add(new Goal(text, measured, met));
    }

    private static String subject(String server) {
        return server.equals(OURS) ? "" : ", " + server;
    }

    /** 1.3, but 10 in place of 10.0. */
    private static String plain(double number) {
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }

    private @Nullable Figures ratio(Measure measure, String server, String other) {
        Map<String, Figures> figures = figures(measure);
        Figures mine = figures.get(server);
        Figures theirs = figures.get(other);
        return mine == null || theirs == null ? null : mine.by(theirs);
    }

    /** What was measured, in the order in which it was first. */
    public List<Measure> measures() {
        return List.copyOf(values.keySet());
    }

    /** The figures by peer. */
    public Map<String, Figures> figures(Measure measure) {
        Map<String, Figures> figures = new LinkedHashMap<>();
        Objects.requireNonNullElse(values.get(measure), Map.<String, List<Double>>of())
                .forEach((peer, all) -> figures.put(peer, new Figures(all)));
        return figures;
    }

    /** In the order in which they were set. */
    public List<Goal> goals() {
        return List.copyOf(goals);
    }

    /** In the order in which they were made. */
    public List<String> notes() {
        return List.copyOf(notes);
    }
}
