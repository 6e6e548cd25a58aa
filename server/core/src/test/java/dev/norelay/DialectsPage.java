package dev.norelay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.scenario.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code docs/dialects.md}: which stories each dialect plays, and why it cannot play the others. */
final class DialectsPage {
    private static final Path PAGE = Path.of("../../docs/dialects.md");

    private static final int A_FEW = 20;

    private final Map<Dialect, List<String>> played = new LinkedHashMap<>();
    /** The stories by what stands in their way, their name left out of it. */
    private final Map<Dialect, Map<String, List<String>>> unmet = new LinkedHashMap<>();

    void played(Dialect dialect, String story, Optional<String> why) {
        played.computeIfAbsent(dialect, none -> new ArrayList<>());
        unmet.computeIfAbsent(dialect, none -> new LinkedHashMap<>());
        why.ifPresentOrElse(
                sentence -> of(unmet, dialect)
                        .computeIfAbsent(reason(dialect, story, sentence), none -> new ArrayList<>())
                        .add(story),
                () -> of(played, dialect).add(story));
    }

    private static String reason(Dialect dialect, String story, String sentence) {
        return sentence.substring(dialect.title().length() + 1).replace(story, "the story");
    }

    private static <T> T of(Map<Dialect, T> map, Dialect dialect) {
        return Optional.ofNullable(map.get(dialect)).orElseThrow();
    }

    void assertUpToDate() throws IOException {
        String page = page();
        if ("update".equals(System.getProperty("norelay.golden"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("run with -Dnorelay.golden=update").hasContent(page);
    }

    /** In one sentence. */
    String counts() {
        return "%,d pairs of a story and a dialect played, %,d cannot be met: docs/dialects.md"
                .formatted(pairs(), others());
    }

    private long pairs() {
        return played.values().stream().mapToLong(List::size).sum();
    }

    private long others() {
        return played.keySet().stream().mapToLong(this::unmet).sum();
    }

    private String page() {
        return """
                # Dialects

                How %d servers and providers word things, and at which moment they refuse: each is a file in
                [scenarios/dialects](../scenarios/dialects), each text has its source. *Full* are those of which greeting,
                EHLO list and at least four refusals are known.

                The build plays every story in every dialect with a client of its own: with the wrong settings it fails where
                the story says and for its cause, after the remedy the mail is delivered. **%,d pairs are played; %,d cannot
                be met**, since what the server is known to want takes the story's point away. `norelay run STORY --dialect
                DIALECT` plays those all the same, and says why it is not as it is meant.

                | dialect | known | refusals with a source | stories played | not met |
                |---|---|---|---|---|
                %s
                ## What cannot be met

                %s""".formatted(
                        played.size(),
                        pairs(),
                        others(),
                        played.keySet().stream().map(this::row).collect(Collectors.joining()),
                        reasons());
    }

    private long unmet(Dialect dialect) {
        return of(unmet, dialect).values().stream().mapToLong(List::size).sum();
    }

    private String row(Dialect dialect) {
        return "| %s ([%s](../scenarios/dialects/%s.yaml)) | %s | %d | %d | %d |%n"
                .formatted(
                        dialect.title(),
                        dialect.name(),
                        dialect.name(),
                        dialect.isFull() ? "full" : "partial",
                        dialect.refusals(),
                        of(played, dialect).size(),
                        unmet(dialect))
                .replace(System.lineSeparator(), "\n");
    }

    /** Dialects that have a reason and its stories in common, together. */
    private String reasons() {
        Map<String, List<String>> dialects = new TreeMap<>();
        unmet.forEach((dialect, reasons) -> reasons.forEach((reason, stories) -> dialects.computeIfAbsent(
                        reason + ": " + stories(stories) + ".", none -> new ArrayList<>())
                .add(dialect.title())));
        return dialects.entrySet().stream()
                .map(each -> "- **" + String.join("; ", each.getValue()) + "** " + each.getKey() + "\n")
                .collect(Collectors.joining());
    }

    private static String stories(List<String> names) {
        return names.size() > A_FEW ? names.size() + " stories" : String.join(", ", names);
    }
}
