package dev.norelay.standalone;

import static dev.norelay.standalone.RunningNorelay.name;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code norelay run --watch}: a person edits, the server follows. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunWatchTest {
    private static final String FIRST = "norelay: 1\ntitle: First\nserver: { policy: open }\n";

    @TempDir
    private Path directory;

    /** As editors do, so that no half of a file is seen. */
    private Path save(String text) throws IOException {
        Path written = Files.writeString(directory.resolve("mine.yaml~"), text);
        return Files.move(
                written,
                directory.resolve("mine.yaml"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aSavedChangeIsPlayedOnTheSamePortsAndABrokenOneIsTold() throws IOException, InterruptedException {
        try (RunningNorelay norelay = new RunningNorelay("--watch", save(FIRST).toString())) {
            JsonNode ready = norelay.next();
            assertThat(ready.get("title").asString()).isEqualTo("First");

            save(FIRST.replace("First", "Second"));
            JsonNode second = norelay.next();
            assertThat(name(second)).isEqualTo("reloaded");
            assertThat(second.propertyNames())
                    .containsAll(ready.propertyNames())
                    .contains("time", "session");
            assertThat(second.get("title").asString()).isEqualTo("Second");
            assertThat(second.get("listeners")).isEqualTo(ready.get("listeners"));

            save("norelay: 1\ntitel: Third\nclient: { securty: tls }\n");
            brokenInTwoPlaces(norelay.next());

            norelay.order("reset");
            assertThat(name(norelay.next())).as("the last good one goes on").isEqualTo("reset");

            save(FIRST.replace("First", "Second"));
            assertThat(name(norelay.next()))
                    .as("mended, though the same as before")
                    .isEqualTo("reloaded");
        }
    }

    private static void brokenInTwoPlaces(JsonNode error) {
        assertThat(name(error)).isEqualTo("error");
        assertThat(error.get("message").asString())
                .contains("mine.yaml:2:1: ", "mine.yaml:3:11: ")
                .endsWith("\nNothing changes until that is mended.");
        assertThat(error.get("problems").size()).isGreaterThanOrEqualTo(2);
        assertThat(error.get("problems").toString()).contains("did you mean `title`?", "did you mean `security`?");
    }

    @Test
    void whatWasSavedWithoutAChangeLeavesTheStoryWhereItStands() throws IOException, InterruptedException {
        try (RunningNorelay norelay = new RunningNorelay("--watch", save(FIRST).toString())) {
            norelay.next();
            save(FIRST);
            Path other = Files.writeString(directory.resolve("other.yaml"), FIRST.replace("First", "Other"));
            norelay.order("use " + other);
            assertThat(name(norelay.next())).isEqualTo("ready");

            save(FIRST.replace("First", "Second"));
            assertThat(norelay.next().get("title").asString()).isEqualTo("Second");
        }
    }

    @Test
    void aFileThatIsGoneIsTold() throws IOException, InterruptedException {
        Path file = save(FIRST);
        try (RunningNorelay norelay = new RunningNorelay("--watch", file.toString())) {
            norelay.next();
            Files.delete(file);
            JsonNode error = norelay.next();
            assertThat(error.get("message").asString()).startsWith("there is no file ");
            assertThat(error.get("problems").isEmpty()).isTrue();
        }
    }
}
