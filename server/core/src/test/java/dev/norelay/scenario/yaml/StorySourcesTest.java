package dev.norelay.scenario.yaml;

import static dev.norelay.scenario.yaml.SourceTable.latin1;
import static dev.norelay.scenario.yaml.SourceTable.pattern;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.SourceTable.Row;
import dev.norelay.session.Action;
import dev.norelay.session.Wording;
import dev.norelay.smtp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a story has a server say, and names a source for, is in the tables, octet for octet up to values that are filled in. */
class StorySourcesTest {
    private static final List<Row> ROWS = rows();

    private static List<Row> rows() {
        List<Row> all = new ArrayList<>(SourceTable.refusals());
        all.addAll(SourceTable.greetings());
        return all;
    }

    static List<String> sourced() {
        return Catalogue.all().stream()
                .filter(story -> !story.sources().isEmpty())
                .filter(story -> words(story).findAny().isPresent())
                .map(Scenario::name)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("sourced")
    void wordsWithASourceAreRowsOfTheTables(String name) {
        assertThat(words(Catalogue.scenario(name)).filter(words -> !isRow(words)))
                .isEmpty();
    }

    private static boolean isRow(Reply words) {
        String text = latin1(words.octets());
        // Some rows go on with a line without a code, as it was heard; a reply cannot.
        return ROWS.stream()
                .anyMatch(row ->
                        row.has(text) || pattern(text).matcher(row.wire()).lookingAt());
    }

    /** The story's own: refusals that it words, and replies that its rules give. */
    private static Stream<Reply> words(Scenario story) {
        Phase broken = story.broken();
        Stream<Reply> wordings = broken.server().profile().wordings().entrySet().stream()
                .filter(each -> !each.getValue().equals(Wording.plain(each.getKey())))
                .map(each -> each.getValue().reply());
        Stream<Reply> replies = story.rules().stream()
                .flatMap(rule -> rule.then().stream())
                .flatMap(action -> action instanceof Action.Say say ? Stream.of(say.reply()) : Stream.empty())
                .filter(reply -> reply.code() >= 400);
        return Stream.concat(wordings, replies);
    }
}
