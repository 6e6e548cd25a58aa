package dev.norelay.standalone.grade;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * A program and all that it starts. Where the system has {@code setsid} it leads a process group of its own, so that what
 * it leaves behind can be ended too, and it has no terminal to ask for passwords on; elsewhere only those are ended that are
 * its children when it is (docs/adr/0020).
 */
final class ProcessGroup implements AutoCloseable {
    private static final Optional<Path> SETSID = SearchPath.find("setsid");
    /** So long a program may take to put things in order when it is asked to end. */
    private static final Duration GRACE = Duration.ofSeconds(1);
    /** For what was printed and not read when a program has ended. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Process process;
    private final KeptOutput output;
    private final Thread reader;

    private ProcessGroup(Process process, ThreadFactory readers) {
        this.process = process;
        this.output = new KeptOutput(process.getInputStream());
        this.reader = readers.newThread(output);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts it.
     *
     * @param input its standard input
     * @param environment to be added to norelay's own
     * @throws IOException if there is no such program
     */
    static ProcessGroup start(List<String> command, Map<String, String> environment, Path input) throws IOException {
        return start(command, environment, input, output -> new Thread(output, "norelay-grade-output"));
    }

    /** The same; what it prints is read by a thread of these. */
    static ProcessGroup start(List<String> command, Map<String, String> environment, Path input, ThreadFactory readers)
            throws IOException {
        List<String> words = new ArrayList<>();
        SETSID.ifPresent(file -> words.add(file.toString()));
        words.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectInput(input.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new ProcessGroup(builder.start(), readers);
    }

    /** Whether a program can be found, by its name on the PATH or by its path. */
    static boolean isThere(String program) {
        return program.contains(File.separator)
                ? Files.isExecutable(Path.of(program))
                : SearchPath.find(program).isPresent();
    }

    /** Waits for it to end by itself; whether it did. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Only of one that has ended. */
    int exitCode() {
        return process.exitValue();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** How much it has printed so far. */
    long printed() {
        return output.size();
    }

    /** What it has printed so far. */
    String output() {
        return output.text();
    }

    /** Ends it at once, as a crash or a flat battery would: kill -9. */
    void kill() {
        end(false);
    }

    /** Asks it to end, and ends it if it does not; whatever it has left behind is ended as well. */
    @Override
    public void close() {
        end(true);
    }

    private void end(boolean politely) {
        boolean interrupted = Thread.interrupted(); // nothing is left behind, least of all when norelay is stopped
        List<ProcessHandle> children = process.descendants().toList();
        ProcessHandle program = process.toHandle(); // ends the program only; a Process throws away what is not read yet
        try {
            if (politely && process.isAlive()) {
                signal("TERM");
                program.destroy();
                process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            }
            signal("KILL");
            children.forEach(ProcessHandle::destroyForcibly);
            program.destroyForcibly();
            process.waitFor();
            reader.join(LAST_WORDS.toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        process.destroyForcibly();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** To the whole group; a group that is gone is none. */
    private void signal(String name) throws InterruptedException {
        if (SETSID.isEmpty()) {
            return;
        }
        try {
            // Java can end processes only, and kill is not everywhere a program of its own.
            new ProcessBuilder("sh", "-c", "kill -s " + name + " -- -" + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly); // there is no sh: so no group either
        }
    }
}
