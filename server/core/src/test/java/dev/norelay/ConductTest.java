package dev.norelay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Kind;
import dev.norelay.conduct.duty.Duties;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each duty, over the wire: one conversation in which it is not done, and one in which it is. The conversations are beside
 * this test, a file for each kind of finding: what the server is like ({@code | }), what is said ({@link Transcript}), which
 * kinds are found, no others ({@code finds:}), and what the findings say ({@code shows:}).
 */
class ConductTest {
    private static final Path CONVERSATIONS = Path.of("src/test/resources/dev/norelay/conduct");

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(CONVERSATIONS)) {
            return all.sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyDutyIsJudgedByWhatWasSaid() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : files()) {
            Transcript.read(file)
                    .forEach((name, lines) ->
                            tests.add(DynamicTest.dynamicTest(file.getFileName() + ": " + name, () -> judge(lines))));
        }
        return tests.stream();
    }

    private static void judge(List<String> lines) throws IOException {
        String yaml = "norelay: 1\ntitle: Told by a test\n" + String.join("\n", starting("| ", lines)) + "\n";
        Scenario story = ScenarioReader.read("told.yaml", yaml);
        try (Norelay server = Norelay.builder().scenario(story).seed(1).start()) {
            Transcript.play(
                    lines.stream()
                            .filter(line -> !line.matches("(\\| |finds: |shows: ).*"))
                            .toList(),
                    server);
            List<Finding> found = server.findings();
            String kinds = found.stream().map(Finding::id).collect(Collectors.joining(", "));
            assertThat(kinds.isEmpty() ? "nothing" : kinds)
                    .as("%s%n%s", found, server.journal().transcript())
                    .isEqualTo(String.join("", starting("finds: ", lines)));
            assertThat(found).allSatisfy(ConductTest::showsItsEvidence);
            String shown = found.toString();
            assertThat(starting("shows: ", lines))
                    .allSatisfy(text -> assertThat(shown).contains(text));
            assertThat(shown).doesNotContain("correct-horse", "AGFsaWNl");
        }
    }

    private static List<String> starting(String mark, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(mark))
                .map(line -> line.substring(mark.length()))
                .toList();
    }

    private static void showsItsEvidence(Finding finding) {
        assertThat(finding.evidence())
                .isNotEmpty()
                .isSortedAccordingTo((a, b) -> Long.compare(a.sequence(), b.sequence()));
        assertThat(finding.shown())
                .as(finding.id())
                .hasSizeGreaterThanOrEqualTo(finding.evidence().size());
        assertThat(finding.toString()).contains(finding.sentence(), finding.source(), finding.goodClient());
    }

    @Test
    void everyDutyHasItsConversations() throws IOException {
        List<String> told = files().stream()
                .map(file -> file.getFileName().toString().replace(".txt", ""))
                .toList();
        assertThat(Duties.kinds())
                .extracting(Kind::id)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(told);
        for (Path file : files()) {
            Map<String, List<String>> both = Transcript.read(file);
            String kind = file.getFileName().toString().replace(".txt", "");
            assertThat(both).as(kind).containsKeys("not done", "done");
            assertThat(starting("finds: ", requireNonNull(both.get("not done"))).get(0))
                    .contains(kind);
            assertThat(starting("shows: ", requireNonNull(both.get("not done"))))
                    .as(kind)
                    .isNotEmpty();
            assertThat(starting("finds: ", requireNonNull(both.get("done"))).get(0))
                    .doesNotContain(kind);
        }
    }
}
