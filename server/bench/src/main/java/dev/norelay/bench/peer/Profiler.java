package dev.norelay.bench.peer;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** What the processor time of a JVM goes to, by async-profiler, which the build lays beside the bench: flame graphs. */
public final class Profiler {
    private static final Path AGENTS = Path.of("server", "bench", "target", "async-profiler");
    private static final String START = "start,event=ctimer,interval=";
    // What is narrower cannot be read, and the files are kept.
    private static final String FLAME_GRAPH = "flamegraph,minwidth=0.5";

    /** Its own messages would stand among the answers of the JVM. */
    private static final String SILENT = "log=/dev/null";

    private Profiler() {}

    /** The flag that makes a JVM write a flame graph of its whole life when it ends. */
    public static String flag(Path flameGraph) {
        return "-agentpath:" + agent() + "=" + START + "100us," + SILENT + "," + written(flameGraph);
    }

    /** Begins to sample a JVM. */
    static void start(Path proc) {
        order(proc, START + "500us");
    }

    /** Writes what has been sampled since. */
    static void stop(Path proc, Path flameGraph) {
        order(proc, "stop," + written(flameGraph));
    }

    private static String written(Path flameGraph) {
        Path file = flameGraph.toAbsolutePath();
        return FLAME_GRAPH + ",title=" + file.getFileName().toString().replace(".html", "") + ",file=" + file;
    }

    private static void order(Path proc, String options) {
        try {
            VirtualMachine jvm = VirtualMachine.attach(proc.getFileName().toString());
            try {
                jvm.loadAgentPath(agent().toString(), options + "," + SILENT);
            } finally {
                jvm.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException("no JVM that could be profiled: " + proc, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AgentLoadException | AgentInitializationException e) {
            throw new IllegalStateException("async-profiler refuses: " + options, e);
        }
    }

    private static Path agent() {
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
        return AGENTS.resolve("linux-" + processor)
                .resolve("libasyncProfiler.so")
                .toAbsolutePath();
    }
}
