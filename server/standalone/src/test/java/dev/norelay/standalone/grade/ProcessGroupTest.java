package dev.norelay.standalone.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program and what it prints. */
class ProcessGroupTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    /** Where the processors are busy, a program has ended before anybody began to read. */
    @Test
    void whatAProgramPrintedBeforeItEndedIsReadThoughNobodyHadBegunTo() throws Exception {
        CompletableFuture<Thread> closer = new CompletableFuture<>();
        ProcessGroup group = ProcessGroup.start(
                List.of("sh", "-c", "echo Connection refused; exit 3"),
                Map.of(),
                Files.createFile(directory.resolve("input")),
                output -> new Thread(() -> {
                    while (closer.join().getState() != Thread.State.TIMED_WAITING) { // for the last words
                        Thread.onSpinWait();
                    }
                    output.run();
                }));
        assertThat(group.awaitEnd(LONG)).isTrue();
        Thread closing = new Thread(group::close);
        closing.start();
        closer.complete(closing);
        closing.join(LONG.toMillis());
        assertThat(group.output()).isEqualTo("Connection refused");
        assertThat(group.exitCode()).isEqualTo(3);
    }
}
