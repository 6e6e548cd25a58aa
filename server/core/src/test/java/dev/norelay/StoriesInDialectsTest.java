package dev.norelay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.scenario.Dialect;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every story is lived through in every dialect that can meet it. Why others cannot is told in {@code docs/dialects.md},
 * with the count of both. Run with {@code -Dnorelay.golden=update} to write that page anew.
 */
@Tag("long") // a minute or two: for `make test`, not for `make check`
class StoriesInDialectsTest {
    /** Much of it is waiting. */
    private static final int BESIDE_EACH_OTHER = 32;

    private record Pair(String story, Dialect dialect) {
        @Override
        public String toString() {
            return story + " in " + dialect.name();
        }
    }

    @Test
    void everyStoryIsLivedThroughInEveryDialectThatCanMeetIt() throws Exception {
        DialectsPage page = new DialectsPage();
        List<String> failures = new ArrayList<>();
        Map<Pair, Future<Optional<String>>> plays = new LinkedHashMap<>();
        ExecutorService players = Executors.newFixedThreadPool(BESIDE_EACH_OTHER);
        try {
            for (Dialect dialect : Catalogue.dialects()) {
                for (String story : Catalogue.names()) {
                    Pair pair = new Pair(story, dialect);
                    plays.put(pair, players.submit(() -> play(pair)));
                }
            }
            for (Map.Entry<Pair, Future<Optional<String>>> play : plays.entrySet()) {
                Pair pair = play.getKey();
                try {
                    page.played(pair.dialect(), pair.story(), play.getValue().get());
                } catch (ExecutionException e) {
                    failures.add(pair + ": " + e.getCause());
                }
            }
        } finally {
            players.shutdownNow();
        }
        assertThat(failures).isEmpty();
        System.out.println(page.counts());
        page.assertUpToDate();
    }

    /** Why it cannot be played; empty where it was, and went as it should. */
    private static Optional<String> play(Pair pair) throws IOException {
        Scenario spoken = Catalogue.scenario(pair.story(), pair.dialect().name());
        Optional<String> unmet = pair.dialect().unmet(Catalogue.scenario(pair.story()), spoken);
        if (unmet.isEmpty()) {
            new StoryPlay(spoken, pair.dialect().server().profile()::wording).live();
        }
        return unmet;
    }
}
