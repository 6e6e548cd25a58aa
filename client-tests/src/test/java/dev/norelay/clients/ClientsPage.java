package dev.norelay.clients;

import dev.norelay.conduct.Kind;
import dev.norelay.conduct.Severity;
import dev.norelay.conduct.Surfaced;
import dev.norelay.conduct.duty.Duties;
import dev.norelay.scenario.yaml.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/clients.md}: how each client does, of what {@link MatrixFile} has. */
final class ClientsPage {
    static final Path PAGE = Path.of("../docs/clients.md");
    private static final List<Surfaced> GRADES =
            List.of(Surfaced.REPLY, Surfaced.GENERAL, Surfaced.WORDLESS, Surfaced.SILENT, Surfaced.NOTHING);

    private final MatrixFile matrix;
    private final List<ClientNotes> notes;
    private final List<Play> plays;
    private final Map<String, Kind> kinds =
            Duties.kinds().stream().collect(Collectors.toMap(Kind::id, Function.identity()));

    ClientsPage(MatrixFile matrix, List<ClientNotes> notes) {
        this.matrix = matrix;
        this.notes = notes;
        this.plays = Play.all(matrix);
    }

    void write() throws IOException {
        Files.writeString(PAGE, text());
    }

    String text() {
        return """
                # How real mail clients do

                %d mail clients, each driven as a user drives it through the %d stories of [the catalogue](../scenarios/README.md). These
                are facts about these versions with these settings, as a test saw them; `make matrix` plays what has changed and writes
                this page. One story by one client, with all that was said: `make play CLIENT=curl STORY=relay-denied`.
                [The matrix](matrix.md) has each client's words in each story.

                How the failure with the wrong settings was told: **reply**, with code or words of the server's reply, or in words of
                its own where there was none; **general**, in words that do not show what the server had said; **wordless**; **silent**,
                as if it had been sent. *Nothing* to tell there was where the mail went through. **Delivers**: in the end everybody has
                the mail as often as the story says, and the client knows it. Findings are [what norelay finds in a client's
                conduct](conduct.md): kinds, and plays in which they show.

                | client | reply | general | wordless | silent | nothing | delivers | breaches | doubtful | notes |
                |---|---|---|---|---|---|---|---|---|---|
                %s
                A breach is against a rule that says *must*; a doubtful one against *should*, or its reason cannot be seen; a note is
                against no rule. What we told a client to do is not held against it: how long it waits, and that one mail is sent
                several times in stories of several mails.
                %s""".formatted(
                matrix.versions().size(),
                plays.stream().map(play -> play.story().name()).distinct().count(),
                clients().map(this::line).collect(Collectors.joining()),
                clients().map(this::section).collect(Collectors.joining()));
    }

    private Stream<String> clients() {
        return matrix.versions().keySet().stream().sorted(String.CASE_INSENSITIVE_ORDER);
    }

    private List<Play> of(String client) {
        return plays.stream().filter(play -> play.client().equals(client)).toList();
    }

    private String line(String client) {
        List<Play> own = of(client);
        String grades = GRADES.stream().map(grade -> counted(own, grade)).collect(Collectors.joining(" | "));
        String findings = Arrays.stream(Severity.values())
                .map(severity -> findings(own, severity))
                .collect(Collectors.joining(" | "));
        long delivers = own.stream().filter(Play::deliversAsTold).count();
        return "| [" + version(client) + "](#" + anchor(client) + ") | " + grades + " | " + delivers + " of "
                + own.size() + " | " + findings + " |\n";
    }

    private String version(String client) {
        return matrix.versions().getOrDefault(client, client);
    }

    /** As GitHub makes one of a heading. */
    private String anchor(String client) {
        return version(client)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 -]", "")
                .replace(' ', '-');
    }

    private static String counted(List<Play> some, Surfaced grade) {
        long count = some.stream()
                .filter(play -> play.cell().first().surfaced().equals(grade.id()))
                .count();
        return count == 0 ? "" : Long.toString(count);
    }

    private String findings(List<Play> some, Severity severity) {
        List<String> found = some.stream()
                .flatMap(play -> play.cell().findings().stream())
                .filter(id -> severity(id) == severity)
                .toList();
        long distinct = found.stream().distinct().count();
        return distinct == 0 ? "" : distinct + " in " + found.size();
    }

    private Severity severity(String finding) {
        Kind kind = kinds.get(finding);
        if (kind == null) {
            throw new IllegalStateException(
                    "no kind of finding is called " + finding + " any more: run 'make matrix ALL=1'");
        }
        return kind.severity();
    }

    private String section(String client) {
        List<Play> own = of(client);
        ClientNotes known = notes.stream()
                .filter(note -> note.client().equals(client))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("client-notes.tsv tells nothing of " + client));
        return "\n## " + version(client) + "\n\n" + known.driven() + " `make play CLIENT='" + client
                + "' STORY=relay-denied`\n\n" + grades(own) + found(own, client) + quirks(known, own);
    }

    private static String grades(List<Play> own) {
        Map<String, List<Play>> families = own.stream()
                .collect(Collectors.groupingBy(
                        play -> Catalogue.family(play.story().name()), TreeMap::new, Collectors.toList()));
        return families.entrySet().stream()
                .map(family -> "| " + family.getKey() + " | "
                        + GRADES.stream()
                                .map(grade -> counted(family.getValue(), grade))
                                .collect(Collectors.joining(" | "))
                        + " |\n")
                .collect(Collectors.joining(
                        "",
                        "| stories about | reply | general | wordless | silent | nothing |\n|---|---|---|---|---|---|\n",
                        "\n"));
    }

    private String found(List<Play> own, String client) {
        Map<String, List<Play>> byKind =
                new TreeMap<>(Comparator.comparing(this::severity).thenComparing(Comparator.naturalOrder()));
        own.forEach(play -> play.cell()
                .findings()
                .forEach(id ->
                        byKind.computeIfAbsent(id, none -> new ArrayList<>()).add(play)));
        return byKind.isEmpty()
                ? "No findings.\n\n"
                : byKind.entrySet().stream()
                        .map(each -> "| " + severity(each.getKey()).id() + " | `" + each.getKey() + "` | "
                                + each.getValue().size() + " | `make play CLIENT='" + client + "' STORY="
                                + each.getValue().get(0).story().name() + "` |\n")
                        .collect(Collectors.joining(
                                "", "| finding | | plays | for example |\n|---|---|---|---|\n", "\n"));
    }

    /** What is known of it by name, and where it says that all is sent though the story tells of something wrong. */
    private static String quirks(ClientNotes known, List<Play> own) {
        String noted = known.quirks().stream().map(quirk -> "- " + quirk + "\n").collect(Collectors.joining());
        String wentOn = own.stream()
                .filter(play -> play.wentOn() && !play.nothingIsWrong())
                .map(play -> "[" + play.story().name() + "](matrix.md#"
                        + play.story().name() + ")")
                .collect(Collectors.joining(", "));
        String copies = own.stream()
                .filter(play -> !play.deliversAsTold())
                .map(play -> "[" + play.story().name() + "](matrix.md#"
                        + play.story().name() + ")")
                .collect(Collectors.joining(", "));
        return noted
                + (wentOn.isEmpty() ? "" : "- Says *sent* with the wrong settings in: " + wentOn + ".\n")
                + (copies.isEmpty() ? "" : "- Does not deliver in the end as the story says in: " + copies + ".\n");
    }
}
