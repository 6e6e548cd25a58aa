package dev.norelay.scenario.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.scenario.Count;
import dev.norelay.scenario.Key;
import dev.norelay.smtp.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * {@code docs/rules.md} is made of the code and the schema: which key is known when, and what each one means. Run with
 * {@code -Dnorelay.golden=update} to write it anew.
 */
class RulesPageTest {
    private static final Path PAGE = Path.of("../../docs/rules.md");
    private static final JsonNode RULE = Schema.ROOT.at("/$defs/rule/properties");
    private static final JsonNode ACTIONS = Schema.ROOT.at("/$defs/action/anyOf");

    @Test
    void pageIsUpToDate() throws IOException {
        String page = page();
        if ("update".equals(System.getProperty("norelay.golden"))) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("run with -Dnorelay.golden=update").hasContent(page);
    }

    private static String page() {
        return """
                # Rules

                A rule of a scenario file: `on` a moment, `when` conditions hold, `then` do actions. Rules are ordered; the
                first that matches wins, and where none does, the server does what a correct one would. This page is made
                by the build.

                ```yaml
                rules:
                  - name: greylisted
                    on: rcpt
                    when: { recipient: "*@partner.test" }
                    times: 1
                    per: triplet
                    then: { refuse: greylisted }
                ```

                ## Keys of a rule

                """
                + table("key", keys())
                + "\nA rule is asked in this order: `while`, `when`, `chance`, count (`skip`, `times`, `every`, `until`);"
                + "\nwhere one of them says no, the next rule is looked at.\n\n## `when`: what is known at which moment\n\n"
                + moments()
                + "\nAt `any`, a condition holds only at moments at which its key is known.\n\n"
                + table("key", described(RULE.at("/when/properties")))
                + "\n## `then`: actions\n\nThey run in order. A list with none of accept, discard, ignore, reply, refuse,"
                + " send, stall or an end goes\non with what a correct server would do.\n\n"
                + table("action", actions())
                + "\n## `per`: counted apart\n\n"
                + Arrays.stream(Count.Per.values()).map(Count.Per::id).collect(Collectors.joining("`, `", "`", "`"))
                + ". "
                + Schema.description(RULE.path("per"))
                + "\n";
    }

    private static Stream<String> keys() {
        return described(RULE);
    }

    private static Stream<String> actions() {
        Stream<String> words = ACTIONS.at("/0/oneOf")
                .valueStream()
                .map(word -> row(word.path("const").stringValue(), Schema.description(word)));
        return Stream.concat(described(ACTIONS.at("/1/properties")), words);
    }

    private static Stream<String> described(JsonNode properties) {
        return properties.properties().stream()
                .map((Map.Entry<String, JsonNode> each) -> row(each.getKey(), Schema.description(each.getValue())));
    }

    private static String row(String word, String text) {
        return "| `" + word + "` | " + text.replaceAll("[|*\\\\]", "\\\\$0") + " |\n";
    }

    private static String table(String head, Stream<String> rows) {
        return "| " + head + " | |\n|---|---|\n" + rows.collect(Collectors.joining());
    }

    private static String moments() {
        List<Moment> moments = Arrays.stream(Moment.values())
                .filter(moment -> moment != Moment.ANY)
                .toList();
        String head = moments.stream().map(moment -> " " + moment.id() + " |").collect(Collectors.joining());
        String rows = Arrays.stream(Key.values())
                .map(key -> "| `" + key.id() + "` |"
                        + moments.stream()
                                .map(moment -> key.isKnownAt(moment) ? " ✓ |" : "  |")
                                .collect(Collectors.joining())
                        + "\n")
                .collect(Collectors.joining());
        return "| |" + head + "\n|---|" + ":-:|".repeat(moments.size()) + "\n" + rows;
    }
}
