package dev.norelay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Stories drawn at random, by every client of the matrix: each does what {@code docs/matrix.json} says it did, be it good or bad. Other
 * ones are drawn with {@code -Dnorelay.seed=…}; names of tests have the seed.
 */
class SampleTest {
    private static final long SEED = Long.getLong("norelay.seed", 6);
    private static final int DRAWN = 12;

    static Stream<Arguments> drawn() {
        List<String> stories = new ArrayList<>(Catalogue.names());
        Collections.shuffle(stories, new Random(SEED));
        return stories.subList(0, DRAWN).stream()
                .flatMap(story -> MailClient.all().stream()
                        .filter(client -> !client.leavesOut().contains(story))
                        .map(client -> Arguments.of(story, client.name(), SEED, client)));
    }

    @ParameterizedTest(name = "{1}: {0} (drawn with seed {2})")
    @MethodSource("drawn")
    void clientDoesWhatTheMatrixSays(String name, String clientName, long seed, MailClient client) throws Exception {
        Installed.assume(client);
        Cell told = told(name, clientName).withoutWords();
        Scenario story = Catalogue.scenario(name);
        Cell cell = MatrixPlay.play(story, client);
        if (!cell.withoutWords().equals(told)) {
            cell = MatrixPlay.play(story, client); // a busy machine wears a client's patience out
        }
        assertThat(cell.withoutWords()).as("%s", cell).isEqualTo(told);
        assertThat(cell.attempts())
                .filteredOn(attempt -> !attempt.sent())
                .as("who fails says something")
                .allSatisfy(attempt -> assertThat(attempt.kind()).isNotEmpty());
    }

    private static Cell told(String story, String client) throws IOException {
        MatrixFile matrix = MatrixFile.read();
        return Optional.ofNullable(matrix.rows().get(story))
                .flatMap(row -> Optional.ofNullable(row.cells().get(client)))
                .orElseThrow(() -> new AssertionError("no " + client + " has played " + story + ": run 'make matrix'"));
    }
}
