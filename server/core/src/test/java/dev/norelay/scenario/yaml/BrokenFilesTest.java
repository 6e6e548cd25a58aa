package dev.norelay.scenario.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.norelay.scenario.Problem;
import dev.norelay.scenario.ScenarioException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a person reads who made a mistake: each {@code broken/NAME.yaml} has its message in {@code NAME.txt}. Run with
 * {@code -Dnorelay.golden=update} to write the messages anew, and read them as that person would.
 */
class BrokenFilesTest {
    private static final Path BROKEN = Path.of("src/test/resources/dev/norelay/scenario/yaml/broken");

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(BROKEN)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachMistakeSaysWhatToDo(String name) throws IOException {
        Path file = BROKEN.resolve(name);

        ScenarioException thrown = catchThrowableOfType(ScenarioException.class, () -> ScenarioReader.read(file));

        assertThat(thrown).isNotNull();
        String message = String.valueOf(thrown.getMessage()).replace(file.toString(), name) + "\n";
        Path golden = BROKEN.resolve(name.replace(".yaml", ".txt"));
        if ("update".equals(System.getProperty("norelay.golden"))) {
            Files.writeString(golden, message);
        }
        assertThat(message).isEqualTo(Files.readString(golden));
        assertThat(thrown.problems())
                .isSortedAccordingTo(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    }
}
