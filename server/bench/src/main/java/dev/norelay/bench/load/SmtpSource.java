package dev.norelay.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Postfix's load generator, written by nobody here.
 *
 * @param sessions at once
 * @param octets of a message
 * @param persistent whether a session sends one message after the other instead of connecting anew
 */
public record SmtpSource(int sessions, int octets, boolean persistent) {
    /** Sends so many messages and returns the seconds that it took. */
    public double send(int messages, int port) {
        List<String> command =
                new ArrayList<>(List.of("/usr/sbin/smtp-source", "-s", "" + sessions, "-l", "" + octets));
        if (persistent) {
            command.add("-d");
        }
        command.addAll(
                List.of("-m", "" + messages, "-f", "ann@example.test", "-t", "bob@example.test", "127.0.0.1:" + port));
        try {
            long begun = System.nanoTime();
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + said);
            }
            return (System.nanoTime() - begun) / 1e9;
        } catch (IOException e) {
            throw new UncheckedIOException("smtp-source is in Debian's package postfix; make bench installs it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
