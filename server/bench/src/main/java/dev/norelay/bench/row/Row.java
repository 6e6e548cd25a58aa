package dev.norelay.bench.row;

/** One row of the table: something that is measured of all peers in one run. */
public interface Row {
    /** By which it is chosen on the command line, such as {@code persistent}. */
    String name();

    /** In the report. */
    String title();

    /** Whether it takes servers that earlier rows have warmed, and leaves them to later ones. */
    default boolean sharesServers() {
        return false;
    }

    /** Measures, and adds what it finds. */
    void measure(Course course, Finding finding);
}
