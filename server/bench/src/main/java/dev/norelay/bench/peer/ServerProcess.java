package dev.norelay.bench.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server under test in a process of its own, and what the operating system says of it (proc(5)). */
public final class ServerProcess implements AutoCloseable {
    /** The order by which a JVM tells for how many milliseconds its compilers have worked. */
    static final String COMPILING = "compiling";

    private static final double MICROS_PER_TICK = 10_000; // USER_HZ is 100 wherever Linux runs Java

    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;
    private final Path proc;
    private final int port;
    private final boolean isJvm;
    private Runnable profiled = () -> {};

    private ServerProcess(Process process, boolean isJvm) throws IOException {
        this.isJvm = isJvm;
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        String[] listening = line().split(" ", -1);
        this.proc = Path.of("/proc", listening[0]);
        this.port = Integer.parseInt(listening[1]);
    }

    /** Starts a command as {@link Peer#command} describes it, and returns when it listens. */
    public static ServerProcess start(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new ServerProcess(process, command.get(0).endsWith("java"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command, e);
        }
    }

    private String line() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the server has ended");
        }
        return line;
    }

    /** Where it listens on loopback. */
    public int port() {
        return port;
    }

    /** Says a line to it and returns the line that it answers; for JVM peers. */
    public String ask(String order) {
        say(order);
        return answer();
    }

    /** Says a line to it, whose answer is fetched later. */
    public void say(String order) {
        try {
            orders.write(order + "\n");
            orders.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the line that it answers. */
    public String answer() {
        try {
            return line();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The CPU time that it has had so far, of all its threads, user's and system's, in microseconds. */
    public double cpuMicros() {
        String stat = read("stat");
        // Behind the name, which may have blanks: state is field 3, utime 14, stime 15.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROS_PER_TICK;
    }

    /** For how long its JVM's compilers have worked so far, in microseconds; what is no JVM has none. */
    public double compilingMicros() {
        return isJvm ? 1_000 * Double.parseDouble(ask(COMPILING)) : 0;
    }

    /** What a JVM answers to {@link #COMPILING}. */
    static String compiling() {
        return Long.toString(ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
    }

    /** Lets its processor time be sampled from now until it is closed, for a flame graph; what is no JVM is left alone. */
    public void profile(Path flameGraph) {
        if (isJvm) {
            Profiler.start(proc);
            profiled = () -> Profiler.stop(proc, flameGraph);
        }
    }

    /** Writes that flame graph now; does nothing where there is none. */
    public void endProfile() {
        profiled.run();
        profiled = () -> {};
    }

    /** Its resident memory in KiB. */
    public long residentKib() {
        return status("VmRSS:");
    }

    /** The most that its resident memory has been since {@link #forgetPeak}, in KiB. */
    public long peakKib() {
        return status("VmHWM:");
    }

    /** Lets the peak begin anew. */
    public void forgetPeak() {
        try {
            Files.writeString(proc.resolve("clear_refs"), "5");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many threads it has. */
    public long threads() {
        return status("Threads:");
    }

    private long status(String key) {
        return read("status")
                .lines()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private String read(String file) {
        try {
            return Files.readString(proc.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends its standard input, and so the server. */
    @Override
    public void close() {
        try {
            endProfile();
            orders.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
