package dev.norelay;

import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.session.Wording;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every story of the catalogue is lived through as it is written. */
@Tag("tls")
@Execution(ExecutionMode.CONCURRENT) // much of it is waiting
class StoriesPlayTest {
    /** What the client met in each story. */
    private static final Map<String, StoryClient.Attempt> MET = new ConcurrentHashMap<>();

    /** {@code scenarios/README.md} tells what clients meet; where all stories have been played, it must be right. */
    @AfterAll
    static void pageIsUpToDate() throws IOException {
        if (MET.keySet().containsAll(Catalogue.names())) {
            new CataloguePage(MET).assertUpToDate();
        }
    }

    static List<String> stories() {
        return Catalogue.names();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void storyIsLivedThrough(String name) throws IOException {
        MET.put(name, new StoryPlay(Catalogue.scenario(name), Wording::plain).live());
    }
}
