package dev.norelay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A block of a page that names a sample ({@code ```java sample=spring-boot/src/…}) shows what is between the lines that
 * name the page in it. With {@code -Dnorelay.golden=update} the pages are written.
 */
class PagesTest {
    private static final Path ROOT = Path.of("..");
    private static final Path SAMPLES = Path.of("samples");
    private static final Pattern BLOCK = Pattern.compile("(?m)^(```\\w+ sample=(\\S+)\n)((?:(?!```).*\n)*)```$");

    @ParameterizedTest
    @ValueSource(strings = {"docs/coming-from.md", "docs/spring-boot.md", "docs/container.md"})
    void showsTheCodeThatIsRun(String page) throws IOException {
        Path file = ROOT.resolve(page);
        String written = Files.readString(file);
        Matcher blocks = BLOCK.matcher(written);
        List<String> shown = new ArrayList<>();
        String expected = blocks.replaceAll(block -> {
            shown.add(block.group(2));
            return Matcher.quoteReplacement(block.group(1) + excerpt(SAMPLES.resolve(block.group(2)), page) + "```");
        });
        assertThat(shown)
                .as("samples that %s names", page)
                .isNotEmpty()
                .allMatch(name -> Files.exists(SAMPLES.resolve(name)));
        if (System.getProperty("norelay.golden", "").equals("update")) {
            Files.writeString(file, expected);
        } else {
            assertThat(written).isEqualTo(expected);
        }
    }

    /** What a sample shows on that page. */
    private static String excerpt(Path sample, String page) {
        List<String> lines = lines(sample);
        int begin = index(lines, page + ": begin", sample);
        int end = index(lines, page + ": end", sample);
        assertThat(begin).as("begin and end of %s in %s", page, sample).isLessThan(end);
        return String.join("\n", lines.subList(begin + 1, end)).stripIndent() + "\n";
    }

    private static int index(List<String> lines, String mark, Path sample) {
        List<String> found = lines.stream().filter(line -> line.contains(mark)).toList();
        assertThat(found).as("%s in %s", mark, sample).hasSize(1);
        return lines.indexOf(found.get(0));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
