package dev.norelay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the files that messages lie in, by what they begin with: other processes may have some too. */
final class SpooledFiles {
    private SpooledFiles() {}

    static List<Path> beginningWith(String token) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("norelay-\\d+\\.eml"))
                    .filter(file -> begins(file, token.getBytes(StandardCharsets.US_ASCII)))
                    .toList();
        }
    }

    private static boolean begins(Path file, byte[] token) {
        try (InputStream in = Files.newInputStream(file)) {
            return java.util.Arrays.equals(in.readNBytes(token.length), token);
        } catch (IOException gone) {
            return false; // another process's, and deleted meanwhile
        }
    }
}
