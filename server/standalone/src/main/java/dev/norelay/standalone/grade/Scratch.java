package dev.norelay.standalone.grade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A private directory that is gone with all that is in it when it is closed.
 *
 * @param directory itself
 */
record Scratch(Path directory) implements AutoCloseable {
    static Scratch create() {
        try {
            return new Scratch(Files.createTempDirectory("norelay-grade-"));
        } catch (IOException e) {
            throw new UncheckedIOException("no directory can be made in " + System.getProperty("java.io.tmpdir"), e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> inside = Files.walk(directory)) {
            List<Path> deepestFirst = inside.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            directory.toFile().deleteOnExit(); // some systems do not delete what is being read
        }
    }
}
