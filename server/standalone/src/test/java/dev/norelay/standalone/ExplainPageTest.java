package dev.norelay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code docs/explain.md} shows is what the command prints. Run with {@code -Dnorelay.golden=update} to write its
 * answers anew.
 */
class ExplainPageTest {
    private static final Path PAGE = Path.of("../../docs/explain.md");
    /** A text that an example reads from a file, if there is one, and the example with its answer. */
    private static final Pattern EXAMPLE = Pattern.compile(
            "(?:```text\\n(?<file>.*?)```\\s+)?```console\\n\\$ norelay explain (?<quote>'?)(?<said>[^\\n]*?)\\k<quote>\\n.*?```",
            Pattern.DOTALL);

    @TempDir
    private Path directory;

    @Test
    void eachExampleIsAsItSays() throws IOException {
        String page = Files.readString(PAGE);
        List<String> answers = new ArrayList<>();
        Matcher example = EXAMPLE.matcher(page);
        StringBuilder made = new StringBuilder();
        int from = 0;
        while (example.find()) {
            String said = example.group("said");
            String argument = example.group("file") == null
                    ? said
                    : Files.writeString(directory.resolve(said), example.group("file"))
                            .toString();
            Invocation answer = Invocation.of("explain", "--color", "never", argument);
            answers.add(answer.out());
            int answerFrom = page.indexOf('\n', example.end("said")) + 1;
            made.append(page, from, answerFrom).append(answer.out());
            from = example.end() - "```".length();
        }
        made.append(page, from, page.length());

        if ("update".equals(System.getProperty("norelay.golden"))) {
            Files.writeString(PAGE, made.toString());
        }
        assertThat(answers).hasSizeGreaterThanOrEqualTo(4);
        assertThat(PAGE).as("run with -Dnorelay.golden=update").hasContent(made.toString());
    }
}
