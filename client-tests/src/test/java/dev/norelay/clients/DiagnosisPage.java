package dev.norelay.clients;

import dev.norelay.scenario.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** {@code docs/diagnosis.md}: how often norelay names the cause, of what {@link MatrixFile} has. */
final class DiagnosisPage {
    static final Path PAGE = Path.of("../docs/diagnosis.md");

    private final List<Play> plays;
    private final List<MetOtherwise> explained;

    DiagnosisPage(MatrixFile matrix, List<MetOtherwise> explained) {
        this.plays = Play.all(matrix);
        this.explained = explained;
    }

    void write() throws IOException {
        Files.writeString(PAGE, text());
    }

    String text() {
        return """
                # Diagnosis: how often norelay names the cause

                Every story of [the catalogue](../scenarios/README.md) is played by real mail clients ([the matrix](matrix.md)). Each
                story tells its cause; norelay does not look at that, nor at the story's name, but finds a cause from the sessions and
                the settings handed out. This page compares the two, for the first try with the wrong settings. `make matrix` writes it.

                | | plays | share |
                |---|---|---|
                | all | %d | |
                | the first cause is the story's | %d | %s |
                | the client was not stopped by the story's first cause, and the next one is found | %d | %s |
                | the client was not stopped at all: its mail is delivered, and norelay says so | %d | %s |
                | right in sum | %d | %s |
                | something else: the client met what the story does not tell | %d | %s |
                | norelay is certain, having no alternative | %d | %s |
                | certain, and something else: each one explained [below](#met-otherwise) | %d | %s |
                | **certain, and wrong** | **%d** | |
                | mail delivered behind the last remedy: the diagnosis is `none` | %d of %d | |

                The build checks the last two lines, and that each play in which norelay is certain of something else is explained.

                ## Confusion

                One line for each cause that stories tell, and each that was found in its place.

                | told | plays | found | found otherwise |
                |---|---|---|---|
                %s
                ## By client

                | client | plays | the story's | the next one | nothing, rightly | else | of these certain |
                |---|---|---|---|---|---|---|
                %s
                ## Met otherwise

                Where norelay found something that the story does not tell. With *or …* it names alternatives, and is not certain.

                | story | told | found | by | why |
                |---|---|---|---|---|
                %s""".formatted(
                        plays.size(),
                        count(Play::foundAsTold),
                        share(Play::foundAsTold),
                        count(Play::foundFurther),
                        share(Play::foundFurther),
                        count(Play::foundNothing),
                        share(Play::foundNothing),
                        count(play -> !play.foundElse()),
                        share(play -> !play.foundElse()),
                        count(Play::foundElse),
                        share(Play::foundElse),
                        count(DiagnosisPage::isCertain),
                        share(DiagnosisPage::isCertain),
                        count(play -> isCertain(play) && play.foundElse()),
                        share(play -> isCertain(play) && play.foundElse()),
                        wronglyCertain().size(),
                        count(play -> isFixed(play) && !isWrongBehindRemedy(play)),
                        count(DiagnosisPage::isFixed),
                        confusion(),
                        byClient(),
                        otherwise());
    }

    private long count(Predicate<Play> which) {
        return plays.stream().filter(which).count();
    }

    private String share(Predicate<Play> which) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * count(which) / plays.size());
    }

    private static boolean isCertain(Play play) {
        return play.cell().first().isCertain();
    }

    /** The client says that behind the last remedy all was sent. */
    private static boolean isFixed(Play play) {
        return play.cell().last().sent() && play.cell().last().phase().equals(Phase.FIXED);
    }

    private static boolean isWrongBehindRemedy(Play play) {
        return isFixed(play) && !play.cell().last().found().equals("none");
    }

    /** Delivered behind the last remedy, and norelay finds something all the same: there must be none. */
    List<String> wrongBehindRemedies() {
        return plays.stream()
                .filter(DiagnosisPage::isWrongBehindRemedy)
                .map(play -> name(play) + ": " + play.cell().last().found())
                .toList();
    }

    /** Certain of something that the story does not tell, and nobody has found that right: there must be none. */
    List<String> wronglyCertain() {
        return plays.stream()
                .filter(play -> play.foundElse() && isCertain(play))
                .filter(play -> explained.stream().noneMatch(row -> row.explains(play)))
                .map(play -> name(play) + ": " + play.found())
                .toList();
    }

    /** Explanations of what does not happen any more. */
    List<MetOtherwise> idle() {
        return explained.stream()
                .filter(row -> plays.stream().noneMatch(play -> play.foundElse() && row.explains(play)))
                .toList();
    }

    private static String name(Play play) {
        return play.story().name() + " by " + play.client();
    }

    private String confusion() {
        Map<String, List<Play>> byTold = plays.stream()
                .filter(play -> !play.told().isEmpty())
                .collect(Collectors.groupingBy(play -> play.told().get(0), TreeMap::new, Collectors.toList()));
        return byTold.entrySet().stream()
                .map(each -> "| " + each.getKey() + " | " + each.getValue().size() + " | "
                        + each.getValue().stream().filter(Play::foundAsTold).count() + " | "
                        + others(each.getValue()) + " |\n")
                .collect(Collectors.joining());
    }

    private static String others(List<Play> of) {
        return of.stream()
                .filter(play -> !play.foundAsTold())
                .collect(Collectors.groupingBy(Play::found, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(other -> other.getKey() + " " + other.getValue())
                .collect(Collectors.joining(", "));
    }

    private String byClient() {
        Map<String, List<Play>> all =
                plays.stream().collect(Collectors.groupingBy(Play::client, TreeMap::new, Collectors.toList()));
        return all.entrySet().stream()
                .map(each -> "| " + each.getKey() + " | " + each.getValue().size()
                        + of(each.getValue(), Play::foundAsTold)
                        + of(each.getValue(), Play::foundFurther)
                        + of(each.getValue(), Play::foundNothing)
                        + of(each.getValue(), Play::foundElse)
                        + of(each.getValue(), play -> play.foundElse() && isCertain(play)) + " |\n")
                .collect(Collectors.joining());
    }

    private static String of(List<Play> some, Predicate<Play> which) {
        return " | " + some.stream().filter(which).count();
    }

    /** One line for a story, what was found and why. */
    private String otherwise() {
        Function<Play, String> line = play -> "| [" + play.story().name() + "](matrix.md#"
                + play.story().name() + ") | " + String.join(", ", play.told()) + " | " + play.found() + or(play)
                + " | %s | " + why(play) + " |\n";
        return plays.stream()
                .filter(Play::foundElse)
                .collect(Collectors.groupingBy(line, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(each -> each.getKey()
                        .replace(
                                "%s", each.getValue().stream().map(Play::client).collect(Collectors.joining(", "))))
                .collect(Collectors.joining());
    }

    private static String or(Play play) {
        return isCertain(play)
                ? ""
                : " *or " + String.join(", ", play.cell().first().also()) + "*";
    }

    private String why(Play play) {
        return explained.stream()
                .filter(row -> row.explains(play))
                .map(MetOtherwise::why)
                .findFirst()
                .orElse("");
    }
}
