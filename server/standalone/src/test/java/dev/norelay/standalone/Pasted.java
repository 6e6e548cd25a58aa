package dev.norelay.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A command that was copied and pasted into a shell. Standard error is part of the output. */
record Pasted(int exitCode, String output) {
    static Pasted into(String shell, String command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("norelay-pasted", ".out");
        try {
            Process process = new ProcessBuilder(shell, "-c", command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command + " did not end within 30 s: " + Files.readString(output));
            }
            return new Pasted(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }
}
