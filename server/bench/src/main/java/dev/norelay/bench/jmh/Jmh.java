package dev.norelay.bench.jmh;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the hot paths under JMH, with the octets that each allocates; results in {@code server/bench/target/jmh.json}. */
public final class Jmh {
    private Jmh() {}

    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(HotPaths.class.getName())
                        .addProfiler(GCProfiler.class)
                        .resultFormat(ResultFormatType.JSON)
                        .result("server/bench/target/jmh.json")
                        .build())
                .run();
    }
}
