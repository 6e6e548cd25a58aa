package dev.norelay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.scenario.yaml.Catalogue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path directory;

    private static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "list", "show", "validate", "explain", "completion"})
    void eachCommandHasHelp(String command) {
        Invocation help = Invocation.of(command, "--help");

        assertThat(help.code()).isZero();
        assertThat(help.out()).startsWith("Usage: norelay " + command).contains("--help");
        assertThat(help.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void withoutACommandThereIsHelp() {
        Invocation nothing = Invocation.of();

        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("Commands:", "run", "list", "show", "validate", "explain", "completion");
    }

    @Test
    void aSlipOfACommandIsGuessed() {
        Invocation slip = Invocation.of("lst");

        assertThat(slip.code()).isEqualTo(2);
        assertThat(slip.err()).contains("there is no command 'lst'", "norelay list", "Try 'norelay --help'.");
    }

    @Test
    void aScenarioWithoutACommandIsToldHowToPlayIt() {
        Invocation slip = Invocation.of("relay-denied");

        assertThat(slip.code()).isEqualTo(2);
        assertThat(slip.err().lines())
                .containsExactly(
                        "norelay: there is no command 'relay-denied'; to play that scenario, say: norelay run relay-denied",
                        "Try 'norelay --help'.");
    }

    @Test
    void anArgumentTooManyIsTold() {
        Invocation slip = Invocation.of("show", "relay-denied", "gmail");

        assertThat(slip.code()).isEqualTo(2);
        assertThat(slip.err())
                .isEqualToNormalizingNewlines(
                        "norelay: 'gmail' is one argument too many\nTry 'norelay show --help'.\n");
    }

    @Test
    void bashLearnsTheWordsOfTheCommandAndTheScenarios() {
        Invocation completion = Invocation.of("completion");

        assertThat(completion.code()).isZero();
        assertThat(completion.out()).contains("complete -F _complete_norelay", "--real-ports", "stale-password");
    }

    @Test
    void portsAreRealOrFree() {
        Invocation both = Invocation.of("run", "--real-ports", "--free-ports");

        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("--real-ports or --free-ports: one of them");
    }

    @Test
    void theListIsATableAndCutsTitlesOnANarrowTerminal() {
        Invocation list = Invocation.of("list");

        assertThat(list.code()).isZero();
        assertThat(list.out().lines())
                .hasSize(1 + Catalogue.names().size())
                .anyMatch(line -> line.matches("relay-denied +relay +Relaying denied because .* left blank"));
        assertThat(ListCommand.table(Catalogue.all(), 80).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80))
                .anyMatch(line -> line.matches("relay-denied +relay +Relaying denied b.*…"));
    }

    @Test
    void theListIsNarrowedByFamiliesAndTags() {
        Invocation some = Invocation.of("list", "--family", "login", "--family", "relay", "--tag", "false-friend");

        assertThat(some.code()).isZero();
        assertThat(some.out().lines().skip(1))
                .isNotEmpty()
                .allMatch(line -> line.matches("\\S+ +(login|relay) .*"))
                .anyMatch(line -> line.startsWith("relay-denied-as-454 "))
                .noneMatch(line -> line.startsWith("relay-denied "));
        JsonNode both = json(Invocation.of("list", "--json", "--tag", "clock", "--tag", "two-causes")
                .out());
        assertThat(both.size()).isOne();
        assertThat(both.get(0).get("name").asString()).isEqualTo("clock-then-login");
    }

    @Test
    void anUnknownFamilyOrTagIsToldWithThoseThereAre() {
        Invocation family = Invocation.of("list", "--family", "relais");

        assertThat(family.code()).isEqualTo(2);
        assertThat(family.out()).isEmpty();
        assertThat(family.err())
                .startsWith("norelay: unknown family relais; there are basic, clock, content, host, limits, login, ");
        assertThat(Invocation.of("list", "--tag", "false-fiend").err())
                .startsWith("norelay: unknown tag false-fiend; there are ")
                .contains("false-friend");
    }

    @Test
    void theListForProgramsHasAllThatHelpsToChoose() {
        JsonNode list = json(Invocation.of("list", "--json").out());

        assertThat(list.size()).isEqualTo(Catalogue.names().size());
        JsonNode denied = find(list, "relay-denied");
        assertThat(denied.get("title").asString()).startsWith("Relaying denied");
        assertThat(denied.get("family").asString()).isEqualTo("relay");
        assertThat(denied.get("tags").toString()).isEqualTo("[\"relay\",\"auth\"]");
        assertThat(denied.get("diagnosis").toString()).isEqualTo("[\"login-missing\"]");
        assertThat(denied.get("remedy").asString()).startsWith("Enter the user name");
    }

    @Test
    void listShowsTheDialectsAndWhatIsKnownOfThem() {
        Invocation list = Invocation.of("list", "--dialects");

        assertThat(list.code()).isZero();
        assertThat(list.out().lines()).first().asString().matches("NAME +TITLE +KNOWN +SOURCED");
        assertThat(list.out().lines()).anySatisfy(line -> assertThat(line).matches("postfix +Postfix +full +\\d+"));
        assertThat(list.out().lines())
                .last()
                .asString()
                .matches("\\d+ dialects, \\d+ full and \\d+ partial; \\d+ sourced replies");

        JsonNode dialects = json(Invocation.of("list", "--dialects", "--json").out());
        assertThat(find(dialects, "icloud").get("known").asString()).isEqualTo("partial");
    }

    @Test
    void showTellsAStoryInADialectAndWhoseWordsTheyAre() {
        Invocation shown = Invocation.of("show", "relay-denied", "--dialect", "postfix");

        assertThat(shown.code()).isZero();
        assertThat(shown.out())
                .contains("S: 220 mail.example.test ESMTP Postfix    [postfix]")
                .contains("S: 554 5.7.1 <bob@partner.test>: Relay access denied    [postfix]")
                .contains("Refused at rcpt: relay-denied")
                .contains("Source: github:vdukhovni/postfix@17830e5c1 postfix/src/smtpd/smtpd_check.c");
        assertThat(Invocation.of("show", "relay-denied", "--dialect", "icloud").out())
                .contains("S: 220 mail.example.test ESMTP norelay    [plain]");
    }

    @Test
    void aDialectThatCannotPlayAStorySaysSo() {
        assertThat(Invocation.of("show", "stale-password", "--dialect", "qmail").out())
                .contains("Not as it is meant: qmail (notqmail) offers no STARTTLS, and the client of stale-password"
                        + " asks for it.");
        JsonNode shown = json(Invocation.of("show", "relay-denied", "--dialect", "gmail", "--json")
                .out());
        assertThat(shown.get("unmet").isNull()).isTrue();
        assertThat(shown.get("dialogue").get(0).get("words").asString()).isEqualTo("gmail");
    }

    @Test
    void listNarrowedToADialectHasWhatItCanPlay() {
        assertThat(Invocation.of("list", "--dialect", "qmail").out()).doesNotContain("relay-denied");
        assertThat(Invocation.of("list", "--dialect", "gmail", "--family", "relay")
                        .out())
                .contains("login-asked-for-at-mail")
                .doesNotContain("relay-denied-by-exchange");
        assertThat(Invocation.of("list", "--dialect", "gmial").err()).contains("did you mean gmail");
    }

    @Test
    void filesOfDialectsAreValidatedToo() {
        assertThat(Invocation.of("validate", "../../scenarios/dialects/gmail.yaml")
                        .out())
                .contains("gmail.yaml: ok");
    }

    @Test
    void anUnknownDialectSaysTheNearest() {
        Invocation slip = Invocation.of("run", "relay-denied", "--dialect", "postfx");

        assertThat(slip.code()).isEqualTo(2);
        assertThat(slip.err())
                .contains("unknown dialect postfx; did you mean postfix,", "`norelay list --dialects` shows all");
    }

    private static JsonNode find(JsonNode list, String name) {
        for (JsonNode each : list) {
            if (each.get("name").asString().equals(name)) {
                return each;
            }
        }
        throw new AssertionError(name + " is not listed: " + list);
    }

    @Test
    void aShownScenarioIsItsFileAndCanBePlayedFromThere() throws IOException {
        Invocation shown = Invocation.of("show", "relay-denied");

        assertThat(shown.code()).isZero();
        assertThat(shown.out()).isEqualTo(Catalogue.text("relay-denied"));
        Path copy = file("my.yaml", shown.out());
        assertThat(Invocation.of("validate", copy.toString()))
                .isEqualTo(new Invocation(0, copy + ": ok" + System.lineSeparator(), ""));
        assertThat(Scenarios.find(copy.toString(), null).name()).isEqualTo("my");
    }

    @Test
    void aScenarioForProgramsHasItsDefaultsFilledIn() {
        JsonNode shown = json(Invocation.of("show", "stale-password", "--json").out());

        assertThat(shown.get("client").get("password").asString()).isEqualTo("old-horse");
        assertThat(shown.get("client").get("host").isNull()).isTrue();
        assertThat(shown.get("client").get("listener").asString()).isEqualTo("submission");
        assertThat(shown.get("fixed").get("client").get("password").asString()).isEqualTo("correct-horse");
        assertThat(shown.get("listeners").get("submission").get("port").asInt()).isEqualTo(587);
        assertThat(shown.get("seen").has("Apple Mail")).isTrue();
    }

    @Test
    void allProblemsOfAllFilesAreTold() throws IOException {
        Path good = file("good.yaml", "norelay: 1\ntitle: Good\n");
        Path bad = file("bad.yaml", "norelay: 1\ntitel: Bad\nclient: { securty: tls }\n");

        Invocation validate = Invocation.of("validate", good.toString(), bad.toString());

        assertThat(validate.code()).isEqualTo(2);
        assertThat(validate.out())
                .contains(good + ": ok", bad + ":2:1: ", "did you mean `title`?", bad + ":3:11: ", "`security`")
                .endsWith(" problems in 1 of 2 files" + System.lineSeparator());
    }

    @Test
    void problemsForProgramsHaveAPlace() throws IOException {
        Path bad = file("bad.yaml", "norelay: 1\ntitle: Bad\ntagz: [a]\n");

        Invocation validate = Invocation.of("validate", "--json", bad.toString(), "nowhere.yaml");

        assertThat(validate.code()).isEqualTo(2);
        JsonNode problem = json(validate.out()).get(0).get("problems").get(0);
        assertThat(problem.get("line").asInt()).isEqualTo(3);
        assertThat(problem.get("column").asInt()).isEqualTo(1);
        assertThat(problem.get("message").asString()).contains("tagz");
        assertThat(problem.get("hint").asString()).isEqualTo("did you mean `tags`?");
        JsonNode missing = json(validate.out()).get(1);
        assertThat(missing.get("file").asString()).isEqualTo("nowhere.yaml");
        assertThat(missing.get("problems").get(0).get("line").isNull()).isTrue();
        assertThat(missing.get("problems").get(0).get("message").asString()).contains("there is no file");
    }

    @Test
    void anUnknownScenarioIsToldWithTheNearestNames() {
        for (String command : List.of("run", "show")) {
            Invocation unknown = Invocation.of(command, "relay-denid");

            assertThat(unknown.code()).isEqualTo(2);
            assertThat(unknown.out()).isEmpty();
            assertThat(unknown.err())
                    .startsWith("norelay: unknown scenario relay-denid; did you mean relay-denied?")
                    .hasLineCount(1);
        }
    }

    @Test
    void aFileWithMistakesIsNotPlayed() throws IOException {
        Path bad = file("bad.yaml", "norelay: 1\ntitel: Bad\nclient: { securty: tls }\n");

        Invocation run = Invocation.of("run", bad.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(bad + ":2:1: ", bad + ":3:11: ");
    }

    @Test
    void whatLooksLikeAFileAndIsNotThereIsToldAsOne() {
        assertThat(Invocation.of("run", "stories/mine.yaml").err()).contains("there is no file stories/mine.yaml");
    }

    @Test
    void aTakenPortIsToldInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Invocation run = Invocation.of(anyFreePortBut("submission=" + taken.getLocalPort()));

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .isEqualToIgnoringNewLines("norelay: cannot bind listener submission to 127.0.0.1:"
                            + taken.getLocalPort()
                            + ": the port is taken; give another one (submission=0 takes any that is free), with"
                            + " --port NAME=NUMBER");
        }
    }

    private static String[] anyFreePortBut(String port) {
        List<String> arguments = new ArrayList<>(List.of("run"));
        for (String listener : List.of("smtp=0", "submission=0", "submissions=0", "old=0", port)) {
            arguments.add("--port");
            arguments.add(listener);
        }
        return arguments.toArray(String[]::new);
    }

    @Test
    void aPortOfNoListenerIsToldWithThoseThatThereAre() {
        Invocation run = Invocation.of("run", "--port", "submision=0");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("no listener is called submision; there are submission, submissions, smtp, old");
    }

    @Test
    void onlyAFileCanBeWatched() {
        for (String[] arguments : new String[][] {{"run", "--watch"}, {"run", "--watch", "playground"}}) {
            Invocation run = Invocation.of(arguments);

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .startsWith(
                            "norelay: --watch: playground is in the catalogue, and does not change; watch a file, such"
                                    + " as: norelay show playground > my.yaml && norelay run --watch my.yaml");
        }
        assertThat(Invocation.of("run", "--watch", "relay-denid").err()).contains("did you mean relay-denied?");
        assertThat(Invocation.of("run", "--watch", "mine.yaml").err()).contains("there is no file mine.yaml");
    }

    @Test
    void helpTellsThatThereIsAPlayground() {
        assertThat(Invocation.of("run", "--help").out().replaceAll("\\s+", " "))
                .contains("Without one: playground, where the recipient's address chooses what goes wrong")
                .contains("mailbox-full@refuse.test", "--watch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2587", "submission=", "submission=65536", "submission=-1", "=25"})
    void aPortIsANameAndANumber(String port) {
        Invocation run = Invocation.of("run", "--port", port);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("such as submission=2587, not " + port);
    }

    @Test
    void coloursAreAutoAlwaysOrNever() {
        assertThat(Invocation.of("run", "--color", "sometimes").err())
                .contains("expected auto, always or never, not sometimes");
    }

    @Test
    void aDirectoryForTheAuthorityHasToBeOne() throws IOException {
        Invocation run = Invocation.of("run", "--ca-dir", file("ca", "").toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("is not a directory").hasLineCount(1);
    }

    @Test
    void aServerTakesOneConnectionAtLeast() {
        Invocation run = Invocation.of("run", "--max-connections", "0");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--max-connections: at least 1, not 0");
    }
}
