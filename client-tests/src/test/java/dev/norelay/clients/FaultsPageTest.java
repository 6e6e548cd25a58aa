package dev.norelay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.clients.FaultResults.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/faults.md} is made of the gallery and of the tables of what clients say. Run with {@code
 * -Dnorelay.golden=update} to write it anew.
 */
class FaultsPageTest {
    private static final Path PAGE = Path.of("../docs/faults.md");
    private static final String CURL = "curl";
    private static final String ANGUS = "Angus Mail";

    /** The folders, as headlines. */
    private static final Map<String, String> GROUPS = Map.of("network", "Network", "tls", "TLS", "smtp", "SMTP");

    private final Map<String, Result> curl = results(CURL);
    private final Map<String, Result> angus = results(ANGUS);

    FaultsPageTest() throws IOException {}

    private static Map<String, Result> results(String client) throws IOException {
        return FaultResults.read(client).results();
    }

    @Test
    void pageIsUpToDate() throws IOException {
        String page = page();
        if ("update".equals(System.getProperty("norelay.golden"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("run with -Dnorelay.golden=update").hasContent(page);
    }

    @Test
    void everyFolderHasItsTable() throws IOException {
        assertThat(Fault.all())
                .extracting(Fault::group)
                .containsOnly(GROUPS.keySet().toArray(String[]::new));
    }

    private String page() throws IOException {
        return """
                # Faults

                What a mail server can do wrong, each in a file of a few lines: copy one, or play it.

                ```sh
                norelay run docs/faults/smtp/greylisted.yaml
                ```

                The build plays every file with real mail clients, and this page is made of what came of it. A mail is
                *delivered* when the server has taken it over; **bold** is where that is not what the client tells, or
                where a client goes on that had better stop. The clients were %s and %s, and waited three seconds
                (`--max-time 5`, `mail.smtp.timeout`). Left to themselves, curl waits two minutes for a reply and Angus
                Mail for ever; behind the message curl does not heed `--max-time` either, and had to be killed. A third
                one, smtplib, is in
                [its table](../client-tests/src/test/resources/dev/norelay/clients/faults/smtplib.txt). What goes over
                the wire, octet for octet, is in [the transcripts](../server/core/src/test/resources/dev/norelay/faults).

                %s""".formatted(version(CURL), version(ANGUS), table("network") + table("tls") + table("smtp"));
    }

    private static String version(String client) throws IOException {
        return FaultResults.read(client).version().replaceFirst(",.*", "");
    }

    private String table(String group) throws IOException {
        return "## " + Objects.requireNonNull(GROUPS.get(group)) + "\n\n"
                + "| fault | moment | on the wire | curl says | Angus Mail says | delivered |\n|---|---|---|---|---|---|\n"
                + Fault.of(group).stream().map(this::row).collect(Collectors.joining())
                + "\n";
    }

    private String row(Fault fault) {
        Result byCurl = Objects.requireNonNull(curl.get(fault.id()), fault.id());
        Result byAngus = Objects.requireNonNull(angus.get(fault.id()), fault.id());
        String link = "[" + fault.scenario().title() + "](faults/" + fault.id() + ".yaml)";
        return Stream.of(
                        link,
                        fault.moment(),
                        fault.scenario().cause().replaceFirst("\\.$", ""),
                        says(fault, byCurl),
                        says(fault, byAngus),
                        delivered(byCurl, byAngus))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String says(Fault fault, Result result) {
        if (result.sent()) {
            return fault.isUnsafe() ? "**sent, all the same**" : "sent";
        }
        String words = result.says().replace('`', '\'');
        return "`" + (words.length() > 160 ? words.substring(0, 160) + "…" : words) + "`";
    }

    private static String delivered(Result byCurl, Result byAngus) {
        List<String> both = Stream.of(byCurl, byAngus)
                .map(FaultsPageTest::delivered)
                .distinct()
                .toList();
        return both.size() == 1 ? both.get(0) : CURL + ": " + both.get(0) + ", " + ANGUS + ": " + both.get(1);
    }

    private static String delivered(Result result) {
        String yes = result.taken() > 0 ? "yes" : "no";
        return result.sent() == (result.taken() > 0) ? yes : "**" + yes + "**";
    }
}
