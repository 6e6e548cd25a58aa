package dev.norelay.scenario.yaml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Certificate;
import dev.norelay.scenario.Count;
import dev.norelay.scenario.Key;
import dev.norelay.smtp.Ids;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.databind.JsonNode;

/** The schema says what the reader says, as far as a schema can. */
class SchemaTest {
    private static final Path BROKEN = Path.of("src/test/resources/dev/norelay/scenario/yaml/broken");
    private static final Path FAULTS = Path.of("../../docs/faults");
    private static final String HEAD = "norelay: 1\ntitle: A story\n";

    /** Broken files whose mistake no schema sees, and why. */
    private static final Map<String, String> UNSEEN = Map.ofEntries(
            entry("account-without-password.yaml", "a layer below may have the password"),
            entry("alias.yaml", "a schema sees what YAML has made of it"),
            entry("fixed-twice.yaml", "it is the phase of another key's name"),
            entry("placeholder.yaml", "placeholders lie within texts"),
            entry("rule-bad-regex.yaml", "whether a regular expression is one, its own compiler knows"),
            entry("rule-contradiction.yaml", "conditions are compared with each other"),
            entry("rule-phase-nobody-enters.yaml", "phases have the author's names"),
            entry("rule-regex-bomb.yaml", "how often nested groups repeat must be reckoned"),
            entry("rule-shadowed-in-phase.yaml", "rules are compared with each other"),
            entry("rule-shadowed.yaml", "rules are compared with each other"),
            entry("unknown-dialect.yaml", "dialects are files"),
            entry("unknown-listener.yaml", "listeners have the author's names"));

    static List<String> catalogue() {
        return Catalogue.names();
    }

    static List<String> broken() throws IOException {
        try (Stream<Path> files = Files.list(BROKEN)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void everyScenarioIsValid(String name) {
        assertThat(Schema.mistakes(Catalogue.text(name))).isEmpty();
    }

    static List<Path> faults() throws IOException {
        try (Stream<Path> files = Files.walk(FAULTS)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everyFaultOfTheGalleryIsValid(Path file) throws IOException {
        assertThat(Schema.mistakes(Files.readString(file))).isEmpty();
    }

    /** A type of action may have several words: hide and offer, stall with and without a value. */
    @Test
    void everyActionIsInTheGallery() throws IOException {
        Set<String> words = new HashSet<>();
        for (Path file : faults()) {
            for (JsonNode rule : Schema.tree(Files.readString(file)).path("rules")) {
                JsonNode then = rule.path("then");
                (then.isArray() ? then.valueStream() : Stream.of(then))
                        .forEach(action ->
                                words.addAll(action.isString() ? Set.of(action.asString()) : action.propertyNames()));
            }
        }
        assertThat(words).containsExactlyInAnyOrderElementsOf(ActionsDecoder.KNOWN);
    }

    static List<String> dialects() {
        return Catalogue.dialectNames();
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void everyDialectIsValid(String name) {
        assertThat(Schema.mistakes(CatalogueFiles.own().text(CatalogueFiles.DIALECTS + name + ".yaml")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("broken")
    void everyMistakeThatASchemaCanSeeIsSeen(String name) throws IOException {
        String text = new String(Files.readAllBytes(BROKEN.resolve(name)), ISO_8859_1);
        List<String> mistakes;
        try {
            mistakes = Schema.mistakes(text);
        } catch (YamlEngineException e) {
            mistakes = List.of("no YAML: the schema is not even asked");
        }
        if (UNSEEN.containsKey(name)) {
            assertThat(mistakes).as("seen all the same: take it off the list").isEmpty();
        } else {
            assertThat(mistakes).as("not seen: say why").isNotEmpty();
        }
    }

    @Test
    void exceptionsAreFilesThatThereAre() throws IOException {
        assertThat(broken()).containsAll(UNSEEN.keySet());
    }

    @ParameterizedTest
    @EnumSource(Key.class)
    void keysAreKnownAtTheSameMoments(Key key) {
        String value = switch (key.kind()) {
            case TEXT ->
                key == Key.MECHANISM ? "PLAIN" : key == Key.TLS ? "true" : key == Key.PROPOSED ? "refused" : "a*";
            case FLAG -> "true";
            case NUMBER, SIZE -> "7";
            case DURATION -> "7s";
        };
        for (Moment moment : Moment.values()) {
            agree("{ on: " + moment.id() + ", when: { " + key.id() + ": " + value + " }, then: close }");
        }
    }

    @ParameterizedTest
    @EnumSource(Count.Per.class)
    void countsAreKeptAtTheSameMoments(Count.Per per) {
        for (Moment moment : Moment.values()) {
            agree("{ on: " + moment.id() + ", times: 1, per: " + per.id() + ", then: close }");
        }
    }

    private static void agree(String rule) {
        String text = HEAD + "rules: [ " + rule + " ]\n";
        assertThat(Schema.mistakes(text).isEmpty())
                .as(rule)
                .isEqualTo(ScenarioReader.problems("story.yaml", text).isEmpty());
    }

    @Test
    void vocabulariesAreThoseOfTheReader() {
        assertThat(words("/$defs/rule/properties/on/enum")).isEqualTo(ids(Moment.values()));
        assertThat(words("/properties/expect/properties/fails-at/enum")).isEqualTo(ids(Moment.values()));
        assertThat(words("/$defs/rule/properties/per/enum")).isEqualTo(ids(Count.Per.values()));
        assertThat(words("/$defs/refusal/enum")).isEqualTo(ids(Refusal.values()));
        assertThat(words("/$defs/server/properties/accepts/propertyNames/enum"))
                .isEqualTo(AcceptancesDecoder.MOMENTS.stream().map(Moment::id).toList());
        assertThat(words("/$defs/cause/enum")).isEqualTo(ids(Cause.values()));
        assertThat(words("/$defs/server/properties/tls/properties/certificate/enum"))
                .isEqualTo(ids(Certificate.values()));
        assertThat(Schema.ROOT.at("/$defs/rule/properties/when/properties").propertyNames())
                .containsExactlyElementsOf(ids(Key.values()));
        Set<String> actions = new HashSet<>(); // stall is a word, and a key
        Schema.ROOT
                .at("/$defs/action/anyOf/0/oneOf")
                .forEach(word -> actions.add(word.path("const").asString()));
        actions.addAll(Schema.ROOT.at("/$defs/action/anyOf/1/properties").propertyNames());
        assertThat(actions).containsExactlyInAnyOrderElementsOf(ActionsDecoder.KNOWN);
    }

    @Test
    void everyKeyIsExplained() {
        List<String> silent = new ArrayList<>();
        explained("", Schema.ROOT, silent);
        assertThat(silent).isEmpty();
    }

    private static void explained(String path, JsonNode node, List<String> silent) {
        // Within conditions, properties only say where a clause applies.
        for (Map.Entry<String, JsonNode> each : node.properties()) {
            String here = path + "/" + each.getKey();
            if (each.getKey().equals("properties") && !here.contains("/allOf/") && !here.contains("/not/")) {
                each.getValue().properties().stream()
                        .filter(key -> Schema.description(key.getValue()).isEmpty())
                        .forEach(key -> silent.add(here + "/" + key.getKey()));
            }
            explained(here, each.getValue(), silent);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            explained(path + "/" + i, node.get(i), silent);
        }
    }

    private static List<String> words(String pointer) {
        List<String> words = new ArrayList<>();
        Schema.ROOT.at(pointer).forEach(word -> words.add(word.asString()));
        return words;
    }

    private static List<String> ids(Enum<?>[] vocabulary) {
        return Arrays.stream(vocabulary).map(Ids::of).toList();
    }
}
