package dev.norelay.bench.row;

import java.util.List;
import java.util.stream.IntStream;

/** What was measured in each round, in order. */
public record Figures(List<Double> values) {
    public Figures {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
    }

    /** The middle one, or the mean of the two in the middle. */
    public double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** The least. */
    public double min() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    /** The greatest. */
    public double max() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** These by those, round by round: what both had to bear at that time falls out. */
    public Figures by(Figures those) {
        if (values.size() != those.values.size()) {
            throw new IllegalArgumentException(values.size() + " rounds against " + those.values.size());
        }
        return new Figures(IntStream.range(0, values.size())
                .mapToObj(round -> values.get(round) / those.values.get(round))
                .toList());
    }
}
