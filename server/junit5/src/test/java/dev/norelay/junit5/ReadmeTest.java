package dev.norelay.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the README shows is what the sample in client-tests/samples compiles and runs. */
class ReadmeTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path SAMPLE = ROOT.resolve("client-tests/samples/first-test");

    @Test
    void theFirstExampleIsTheTestOfTheSample() throws IOException {
        List<String> test = Files.readAllLines(SAMPLE.resolve("src/test/java/shop/MailerTest.java"));
        assertThat(block("java")).isEqualTo(between(test, "    // README: begin", "    // README: end"));
    }

    @Test
    void theDependenciesAreThoseOfTheSample() throws IOException {
        String pom = Files.readString(SAMPLE.resolve("pom.xml"));
        String version = pom.replaceAll("(?s).*<norelay.version>(.*?)</norelay.version>.*", "$1");
        String shown = block("xml");
        assertThat(shown).contains("<artifactId>norelay-bom</artifactId>", "<artifactId>norelay-junit5</artifactId>");
        assertThat(words(shown).split("(?<=</dependencyManagement>)"))
                .hasSize(2)
                .allSatisfy(part -> assertThat(words(pom).replace("${norelay.version}", version))
                        .contains(part));
    }

    @Test
    void theSuiteToCopyIsTheTestOfTheSample() throws IOException {
        List<String> test = Files.readAllLines(SAMPLE.resolve("src/test/java/shop/OutboxTest.java"));
        assertThat(block("docs/junit.md", "java"))
                .isEqualTo(between(test, "    // docs/junit.md: begin", "    // docs/junit.md: end"));
    }

    private static String block(String language) throws IOException {
        return block("README.md", language);
    }

    /** The first block of a page in that language. */
    private static String block(String page, String language) throws IOException {
        return between(Files.readAllLines(ROOT.resolve(page)), "```" + language, "```");
    }

    private static String between(List<String> lines, String begin, String end) {
        int from = lines.indexOf(begin) + 1;
        assertThat(from).as("the line %s", begin).isPositive();
        int to = from + lines.subList(from, lines.size()).indexOf(end);
        assertThat(to).as("the line %s", end).isGreaterThan(from);
        return String.join("\n", lines.subList(from, to)).stripIndent();
    }

    private static String words(String xml) {
        return xml.replaceAll("\\s+", "");
    }
}
