package dev.norelay.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of this machine that a peer needs. */
public final class Program {
    /** Where the peers' own files lie, seen from the root of the repository. */
    static final Path FILES = Path.of("server", "bench", "peers");

    private Program() {}

    /**
     * What a command prints, without the blanks around it.
     *
     * @throws Peer.MissingException if it cannot be run, or fails
     */
    public static String output(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new Peer.MissingException(String.join(" ", command) + " says: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new Peer.MissingException(command[0] + " cannot be run; make setup-bench installs it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** A port that nobody has right now, for servers that cannot choose one. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses if one of a peer's own files is not there. */
    static void require(Path file) {
        if (!Files.exists(file)) {
            throw new Peer.MissingException(file + " is missing: run make bench in the root of the repository");
        }
    }

    /** A command of the shell's, with its arguments as {@code $1} and so on. */
    static List<String> shell(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash"));
        command.addAll(List.of(arguments));
        return command;
    }
}
