package dev.norelay.testcontainers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How norelay is begun in the container: its command line, and the ports that are published.
 *
 * @param scenario a name, or a file in the container; null: the playground
 * @param dialect null: the scenario's own words
 * @param hosts by which clients reach it; they are told the first
 * @param servers how many isolated servers there may be at a time
 */
record Launch(@Nullable String scenario, @Nullable String dialect, List<String> hosts, int servers) {
    /** Of the control API. */
    static final int HTTP = 8025;

    /** smtp, submission, submissions; not that of {@code old}, which stories use to have a port refuse. */
    static final List<Integer> MAIN = List.of(2525, 2587, 2465);

    static final int MOST_SERVERS = 100;

    private static final int FIRST_OF_RANGE = 30_000;
    /** As many listeners has a server, unless its scenario names others. */
    private static final int PORTS_OF_A_SERVER = 4;

    Launch {
        hosts = List.copyOf(hosts);
        if (servers < 0 || servers > MOST_SERVERS) {
            throw new IllegalArgumentException(
                    "withServers: from 0 to " + MOST_SERVERS + " isolated servers, not " + servers);
        }
    }

    /** Behind the image's entry point. The token is not among it: it is told by the environment. */
    List<String> command() {
        List<String> words = new ArrayList<>(List.of("run"));
        if (scenario != null) {
            words.add(scenario);
        }
        if (dialect != null) {
            words.addAll(List.of("--dialect", dialect));
        }
        if (!hosts.isEmpty()) {
            words.addAll(List.of("--host", String.join(",", hosts)));
        }
        if (servers > 0) {
            words.addAll(List.of("--port-range", FIRST_OF_RANGE + "-" + lastOfRange()));
        }
        return List.copyOf(words);
    }

    /** Ports of the container that clients outside use. */
    List<Integer> ports() {
        List<Integer> all = new ArrayList<>(MAIN);
        all.add(HTTP);
        IntStream.rangeClosed(FIRST_OF_RANGE, lastOfRange()).forEach(all::add);
        return List.copyOf(all);
    }

    private int lastOfRange() {
        return FIRST_OF_RANGE + PORTS_OF_A_SERVER * servers - 1;
    }
}
