package dev.norelay.conduct;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.conduct.duty.Duties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/conduct.md} is made of the code. Run with {@code -Dnorelay.golden=update} to write it anew. */
class ConductPageTest {
    private static final Path PAGE = Path.of("../../docs/conduct.md");

    @Test
    void pageIsUpToDate() throws IOException {
        String page = page();
        if ("update".equals(System.getProperty("norelay.golden"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("run with -Dnorelay.golden=update").hasContent(page);
    }

    private static String page() {
        return """
                # Conduct: what a client did wrong

                A test can pass and the client still have sent a password in clear, or the same mail twice. norelay judges
                each session by what the RFCs ask of a client. `server.findings()` has what it found since the last reset; a
                `Verdict` has it too, breaches among its problems; a `strict` test fails on a breach; and `norelay run` tells
                it behind each session. Each finding names its evidence, entries of the journal by number, the rule's source,
                and what a good client does. Nothing is guessed: where the journal cannot tell, there is no finding
                ([ADR 19](adr/0019-findings.md)). This page is made by the build.

                """
                + Arrays.stream(Severity.values()).map(ConductPageTest::table).collect(Collectors.joining("\n"));
    }

    private static String table(Severity severity) {
        return "## " + heading(severity)
                + "\n\n| finding | the client … | a good client … | source |\n|---|---|---|---|\n"
                + Duties.kinds().stream()
                        .filter(kind -> kind.severity() == severity)
                        .map(kind -> "| `" + kind.id() + "` | " + kind.what() + " | " + kind.goodClient() + " | "
                                + kind.source() + " |\n")
                        .collect(Collectors.joining());
    }

    private static String heading(Severity severity) {
        return switch (severity) {
            case BREACH -> "Breaches: the rule says must";
            case DOUBTFUL -> "Doubtful: the rule says should, or why it was not done cannot be seen";
            case NOTE -> "Notes: against no rule, and worth knowing";
        };
    }
}
