package dev.norelay.clients;

import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/matrix.md}: what {@link MatrixFile} has, for a person. */
final class MatrixPage {
    static final Path PAGE = Path.of("../docs/matrix.md");
    private static final int WORDS_SHOWN = 200;

    private final MatrixFile matrix;
    private final List<Play> plays;

    MatrixPage(MatrixFile matrix) {
        this.matrix = matrix;
        this.plays = Play.all(matrix);
    }

    void write() throws IOException {
        Files.writeString(PAGE, text());
    }

    String text() {
        return """
                # The matrix: what real clients do

                Every story of [the catalogue](../scenarios/README.md), lived through by %d mail clients as a user drives them:
                once with the wrong settings, then behind each remedy. `make matrix` plays what has changed since and writes
                this page; `make matrix ALL=1` plays everything. [matrix.json](matrix.json) has the same for programs;
                [clients.md](clients.md) tells it by client, [diagnosis.md](diagnosis.md) how good norelay's diagnoses are.

                The clients: %s.

                | | |
                |---|---|
                | stories | %d |
                | plays of a story by a client | %d |
                | with the wrong settings the client fails | %d |
                | with the wrong settings the client says *sent* | %d, of which nothing is wrong in %d |
                | in the end everyone has the mail as often as the story says, and the client knows | %d |
                | norelay finds the cause that the story tells | %d |

                These are facts about programs as they are, not marks: some stories are about what a client cannot see
                (`mail-lost`), or about what a sane client bears with (`reply-in-pieces`). A client here tries once and forgets;
                who has what is for the program around it to remember. Where a client waits for an answer that does not come,
                it was told to give up after three seconds; otherwise after thirty. SmartClient knows no TLS from the start, so it
                fails where the remedy is just that; and where the remedy is to send to fewer at a time, it takes a program to do it.
                Postfix tries a mail once here and is stopped: what it puts off it would try again by itself.

                In the tables of the families: **ok** fails with the wrong settings and delivers after the remedy, as the story
                says; **goes on**: says *sent* with the wrong settings; **2×** somebody has the mail twice, **0×** somebody has
                it not at all; **fails** still behind the last remedy; *(cause)* is what norelay found, where it is not what the
                story tells.

                %s
                %s""".formatted(
                        matrix.versions().size(),
                        String.join(", ", matrix.versions().values()),
                        stories().size(),
                        plays.size(),
                        count(play -> !play.wentOn()),
                        count(Play::wentOn),
                        count(play -> play.wentOn() && play.nothingIsWrong()),
                        count(Play::deliversAsTold),
                        count(Play::foundAsTold),
                        contents(),
                        families().keySet().stream().map(this::family).collect(Collectors.joining()));
    }

    private long count(Predicate<Play> which) {
        return plays.stream().filter(which).count();
    }

    private List<Scenario> stories() {
        return plays.stream().map(Play::story).distinct().toList();
    }

    private Map<String, List<Scenario>> families() {
        return stories().stream()
                .collect(Collectors.groupingBy(
                        story -> Catalogue.family(story.name()), TreeMap::new, Collectors.toList()));
    }

    private String contents() {
        return families().keySet().stream()
                .map(family -> "[" + family + "](#" + family + ")")
                .collect(Collectors.joining(" · "));
    }

    private String family(String family) {
        List<Scenario> all = families().getOrDefault(family, List.of());
        List<String> clients = List.copyOf(matrix.versions().keySet());
        String head = "| story | " + String.join(" | ", clients) + " |\n|---" + "|---".repeat(clients.size()) + "|\n";
        return "\n## " + family + "\n\n" + head
                + all.stream().map(story -> row(story, clients)).collect(Collectors.joining())
                + all.stream().map(this::words).collect(Collectors.joining());
    }

    private String row(Scenario story, List<String> clients) {
        return clients.stream()
                .map(client -> of(story)
                        .filter(play -> play.client().equals(client))
                        .map(MatrixPage::mark)
                        .findFirst()
                        .orElse("not played"))
                .collect(Collectors.joining(" | ", "| [" + story.name() + "](#" + story.name() + ") | ", " |\n"));
    }

    private Stream<Play> of(Scenario story) {
        return plays.stream().filter(play -> play.story().name().equals(story.name()));
    }

    private static String mark(Play play) {
        List<String> marks = new ArrayList<>();
        if (play.wentOn()) {
            marks.add(play.nothingIsWrong() ? "sent" : "**goes on**");
        } else if (!play.cell().last().sent() && play.cell().attempts().size() > 1) {
            marks.add("**fails**");
        }
        if (!play.deliversAsTold()) {
            marks.addAll(
                    delivered(play).stream().map(copies -> "**" + copies + "**").toList());
        }
        String mark = marks.isEmpty() ? "ok" : String.join(", ", marks);
        return play.foundAsTold() ? mark : mark + " *(" + play.cell().first().found() + ")*";
    }

    /** How often, for those who have not what they should. */
    private static List<String> delivered(Play play) {
        int wanted = play.story().broken().mail().count();
        return play.cell().copies().stream()
                .filter(copies -> copies != wanted)
                .distinct()
                .sorted()
                .map(copies -> wanted == 1 ? copies + "×" : copies + " of " + wanted)
                .toList();
    }

    private String words(Scenario story) {
        String told = story.diagnosis().stream().map(Cause::id).collect(Collectors.joining(", then "));
        return "\n### " + story.name() + "\n\n" + escaped(story.title()) + (told.isEmpty() ? "" : ": *" + told + "*.")
                + "\n\n| client | with the wrong settings | found | after the remedy |\n|---|---|---|---|\n"
                + of(story).map(MatrixPage::words).collect(Collectors.joining());
    }

    private static String words(Play play) {
        Cell cell = play.cell();
        String remedies = cell.attempts().stream()
                .skip(1)
                .map(attempt -> attempt.phase().equals(Phase.FIXED) || attempt.sent()
                        ? says(attempt)
                        : says(attempt) + " *(" + attempt.found() + ")*")
                .collect(Collectors.joining(", then "));
        String copies = cell.copies().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return "| " + play.client() + " | " + says(cell.first()) + " | "
                + cell.first().found() + " | " + (remedies.isEmpty() ? "not tried again" : remedies) + "; copies: "
                + copies + " |\n";
    }

    private static String says(Cell.Attempt attempt) {
        if (attempt.sent()) {
            return "sent";
        }
        String said = attempt.said().replace('`', '\'');
        String words = said.length() > WORDS_SHOWN ? said.substring(0, WORDS_SHOWN) + "…" : said;
        String kind = said.startsWith(attempt.kind()) ? "" : attempt.kind();
        String code = words.isBlank() ? "*without a word*" : "`" + words + "`";
        return kind.isEmpty() ? code : kind + ": " + code;
    }

    private static String escaped(String text) {
        return text.replaceAll("[|*<>_]", "\\\\$0");
    }
}
