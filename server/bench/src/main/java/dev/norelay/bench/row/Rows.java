package dev.norelay.bench.row;

import java.util.List;

/** All rows, in the order of the report. */
public final class Rows {
    private static final List<Row> ALL = List.of(
            Throughput.reconnecting(),
            Throughput.persistent(),
            Throughput.oneSession(),
            new LargeMessage(),
            new IdleConnections(),
            new ServerLife(),
            new TestSuite(),
            new ColdJvm(),
            new Standalone(),
            new Handshakes(),
            new RulesCost(),
            new HealthyAmongAiling(),
            new ManyMessages());

    private Rows() {}

    /** Those rows, or all where none is named. */
    public static List<Row> named(List<String> names) {
        List<String> known = ALL.stream().map(Row::name).toList();
        if (!known.containsAll(names)) {
            throw new IllegalArgumentException("ROWS: there are " + known + ", not all of " + names);
        }
        return ALL.stream()
                .filter(row -> names.isEmpty() || names.contains(row.name()))
                .toList();
    }
}
