package dev.norelay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which editors save. */
class FileWatchTest {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @TempDir
    private Path directory;

    private @Nullable FileWatch watch;

    @SuppressWarnings("NullAway.Init") // by makeFile()
    private Path file;

    @BeforeEach
    void makeFile() throws IOException {
        file = Files.writeString(directory.resolve("mine.yaml"), "first");
    }

    @AfterEach
    void close() {
        if (watch != null) {
            watch.close();
        }
    }

    private void watch(Path watched) throws InterruptedException {
        FileWatch begun = new FileWatch(watched, Duration.ofMillis(20));
        watch = begun;
        begun.start(() -> told.add(text(watched)));
        assertTold("first");
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "gone";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is told in the end; a slow machine may be told of steps between. */
    private void assertTold(String text) throws InterruptedException {
        String last;
        do {
            last = told.poll(10, TimeUnit.SECONDS);
        } while (last != null && !last.equals(text));
        assertThat(last).as("the file as it was saved last").isEqualTo(text);
    }

    @Test
    void aFileIsWrittenOver() throws IOException, InterruptedException {
        watch(file);
        Files.writeString(file, "second");
        assertTold("second");
        Files.writeString(file, "third");
        assertTold("third");
    }

    @Test
    void aFileIsReplacedByAnother() throws IOException, InterruptedException {
        watch(file);
        for (String text : new String[] {"second", "third"}) {
            Path other = Files.writeString(directory.resolve(".mine.yaml.swp"), text);
            Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            assertTold(text);
        }
    }

    @Test
    void aFileIsRemovedAndMadeAnew() throws IOException, InterruptedException {
        watch(file);
        Files.delete(file);
        assertTold("gone");
        Files.writeString(file, "second");
        assertTold("second");
    }

    @Test
    void ofItsNeighboursNothingIsTold() throws IOException, InterruptedException {
        watch(file);
        Files.writeString(directory.resolve("other.yaml"), "other");
        Files.writeString(file, "second");
        assertTold("second");
        assertThat(told).isEmpty();
    }

    @Test
    void whatALinkLinksToIsWatched() throws IOException, InterruptedException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("link.yaml"), file);
        watch(link);
        Files.writeString(file, "second");
        assertTold("second");
    }

    @Test
    void aFileThatIsNotThereCannotBeWatched() {
        Path missing = directory.resolve("missing.yaml");
        assertThatThrownBy(() -> new FileWatch(missing, Duration.ZERO).close())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot be watched");
    }
}
