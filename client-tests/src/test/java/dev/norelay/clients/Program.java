package dev.norelay.clients;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program of this machine, and the clock that it is to see.
 *
 * @param file its name on the PATH, or its path
 * @param clock how far that clock is ahead (positive) or behind (negative); zero for the right one
 * @param longest after which it is killed
 */
record Program(String file, Duration clock, Duration longest) {

    /** It was killed, and had printed this. */
    static final class DidNotEndException extends IOException {
        private static final long serialVersionUID = 1;
        private final String printed;

        DidNotEndException(Program program, String printed) {
            super(program.file + " did not end within " + program.longest.toSeconds() + " s; it printed:\n" + printed);
            this.printed = printed;
        }

        String printed() {
            return printed;
        }
    }

    /** What makes a Java say more than the program. */
    private static final List<String> UNWANTED = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

    /** Until a new process has begun, it holds copies of this JVM's sockets: what is closed meanwhile ends only then. */
    private static final Object BEGINNING = new Object();

    static Program of(String file) {
        return new Program(file, Duration.ZERO, Duration.ofSeconds(40));
    }

    /** The same, started on a device with that clock. */
    Program at(Duration wrongClock) {
        return new Program(file, wrongClock, longest);
    }

    /** The same, killed if it does not end within so long. */
    Program within(Duration limit) {
        return new Program(file, clock, limit);
    }

    /** What a program printed, on both streams, and its exit code. */
    record Run(int exitCode, String output) {}

    /** What is needed and not there. */
    List<String> missing() {
        Stream<String> needed = clock.isZero() ? Stream.of(file) : Stream.of("faketime", file);
        return needed.filter(program -> !isInstalled(program)).toList();
    }

    private static boolean isInstalled(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .anyMatch(directory -> Files.isExecutable(Path.of(directory).resolve(program)));
    }

    /**
     * Runs the program to its end.
     *
     * @throws DidNotEndException if it does not come to an end
     */
    Run run(byte[] input, String... arguments) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("norelay-program-");
        Path in = directory.resolve("in");
        Path out = directory.resolve("out");
        try {
            Files.copy(new ByteArrayInputStream(input), in);
            ProcessBuilder builder = new ProcessBuilder(command(arguments))
                    .redirectInput(in.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile());
            Map<String, String> environment = builder.environment();
            UNWANTED.forEach(environment::remove);
            environment.put("LC_ALL", "C"); // the wording of the C library is the table's
            int exitCode = end(start(builder), out);
            return new Run(exitCode, printed(out));
        } finally {
            Files.deleteIfExists(in);
            Files.deleteIfExists(out);
            Files.delete(directory);
        }
    }

    static Process start(ProcessBuilder builder) throws IOException {
        synchronized (BEGINNING) {
            return builder.start();
        }
    }

    /** Waits for processes that are just beginning. */
    static void awaitBeginnings() {
        synchronized (BEGINNING) {
            // whoever was starting one has started it
        }
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        if (!clock.isZero()) {
            // Only the calendar is wrong on such a device: time-outs are not.
            command.addAll(List.of("faketime", "-m", "--exclude-monotonic", "-f"));
            command.add((clock.isNegative() ? "-" : "+") + clock.abs().toSeconds());
        }
        command.add(file);
        command.addAll(List.of(arguments));
        return command;
    }

    private int end(Process process, Path out) throws IOException, InterruptedException {
        try {
            if (!process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
                throw new DidNotEndException(this, printed(out));
            }
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String printed(Path out) throws IOException {
        return new String(Files.readAllBytes(out), StandardCharsets.UTF_8).strip();
    }
}
