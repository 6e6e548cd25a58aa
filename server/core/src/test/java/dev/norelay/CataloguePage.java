package dev.norelay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code scenarios/README.md}, made of the scenario files and of what the client of {@link StoriesPlayTest} met. Run that
 * test with {@code -Dnorelay.golden=update} to write it anew.
 */
final class CataloguePage {
    private static final Path PAGE = Path.of("../../scenarios/README.md");

    /** What the stories of each family have in common, in the order in which a person meets them. */
    private static final Map<String, String> FAMILIES = families();

    private final Map<String, StoryClient.Attempt> met;

    CataloguePage(Map<String, StoryClient.Attempt> met) {
        this.met = met;
    }

    private static Map<String, String> families() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("relay", "The server wants to know who sends, and nobody told it.");
        all.put("login", "A login was tried, and refused; or it could not even be tried.");
        all.put("port", "Nothing answers on the port, or something else than a mail server.");
        all.put("tls", "TLS is off, missing, too old, or vouched for by the wrong one.");
        all.put("clock", "The device's clock is wrong, and nothing says so.");
        all.put("host", "The server that was entered is not the right one, or does not want this client.");
        all.put("sender", "The sender's address is not one that this account may use.");
        all.put("recipient", "The recipient's address is refused, or put off.");
        all.put("size", "The mail is too large.");
        all.put("content", "The message itself is refused.");
        all.put("limits", "Too much, too fast, too many.");
        all.put("session", "The dialogue breaks, or is odd.");
        all.put("basic", "No story; to begin with, and to try things out.");
        return all;
    }

    void assertUpToDate() throws IOException {
        String page = page();
        if ("update".equals(System.getProperty("norelay.golden"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("run with -Dnorelay.golden=update").hasContent(page);
    }

    private String page() {
        List<Scenario> all = Catalogue.all();
        Map<String, List<Scenario>> families = all.stream()
                .collect(Collectors.groupingBy(story -> Catalogue.family(story.name()), Collectors.toList()));
        assertThat(families.keySet())
                .as("each family is told of in CataloguePage")
                .containsExactlyInAnyOrderElementsOf(FAMILIES.keySet());
        long falseFriends = all.stream().filter(CataloguePage::isFalseFriend).count();
        return """
                # The catalogue

                %d stories of people whose mail could not be sent, and of what mended it. Each is a file that norelay plays: a
                server, the wrong settings, the symptom, the remedy, the mail delivered. `make run SCENARIO=<name>` plays one,
                `norelay show <name>` prints its file, `norelay list --tag <tag>` finds others like it.

                The second column is what a client meets at the moment that is named: the server's words, or in italics what
                happens in place of words; a sane client bears with some. %d stories have a *false friend*: an answer that points
                to another cause, or to another time, than the true one. What real clients say and do is in
                [the matrix](../docs/matrix.md), which dialects can play a story in [dialects](../docs/dialects.md). This page
                is made by the build; to add a story, see
                [write a scenario](../docs/write-a-scenario.md).

                %s
                """.formatted(
                        all.size() - families.getOrDefault("basic", List.of()).size(), falseFriends, contents(families))
                + FAMILIES.keySet().stream()
                        .map(family -> family(family, families.getOrDefault(family, List.of())))
                        .collect(Collectors.joining());
    }

    private static String contents(Map<String, List<Scenario>> families) {
        return FAMILIES.keySet().stream()
                .map(family -> "[" + family + "](#" + family + ") "
                        + families.getOrDefault(family, List.of()).size())
                .collect(Collectors.joining(" · "));
    }

    private String family(String family, List<Scenario> stories) {
        return "\n## " + family + "\n\n" + FAMILIES.get(family)
                + "\n\n| what is wrong | what a client meets | what mends it |\n|---|---|---|\n"
                + stories.stream().map(story -> row(family, story)).collect(Collectors.joining());
    }

    private String row(String family, Scenario story) {
        String friend = isFalseFriend(story) ? "; *a false friend*" : "";
        return "| " + escaped(story.title()) + friend + "<br>[" + story.name() + "](" + family + "/" + story.name()
                + ".yaml) | " + met(story) + " | " + escaped(story.remedy().strip()) + " |\n";
    }

    private static boolean isFalseFriend(Scenario story) {
        return story.tags().contains("false-friend");
    }

    private String met(Scenario story) {
        StoryClient.Attempt attempt = met.get(story.name());
        if (attempt == null || attempt.failedAt().isEmpty()) {
            return attempt == null ? "" : "*nothing: " + attempt.said() + "*";
        }
        String said = attempt.said().strip();
        boolean reply = !said.isEmpty() && Character.isDigit(said.charAt(0));
        String words = reply
                ? said.lines().map(CataloguePage::code).collect(Collectors.joining("<br>"))
                : "*" + escaped(said.replace('\n', ' ')) + "*";
        return attempt.failedAt().get().id() + ": " + words;
    }

    /** Octets that are no ASCII are told as such. */
    private static String code(String line) {
        String shown = line.chars()
                .mapToObj(octet -> octet < 0x7f ? Character.toString(octet) : "\\x" + Integer.toHexString(octet))
                .collect(Collectors.joining());
        return "`" + shown.replace("|", "\\|") + "`";
    }

    private static String escaped(String text) {
        return text.replaceAll("[|*<>]", "\\\\$0");
    }
}
