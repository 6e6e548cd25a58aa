package dev.norelay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Programs, good ones and bad ones, are graded from the command line. */
class GradeCommandTest {
    private static final Path EXAMPLES = Path.of(System.getProperty("basedir"), "../../docs/grade");

    @TempDir
    private Path directory;

    private Invocation grade(List<String> options, String... command) {
        List<String> arguments = new ArrayList<>(List.of("grade"));
        arguments.addAll(options);
        arguments.add("--");
        arguments.addAll(List.of(command));
        return Invocation.of(arguments.toArray(String[]::new));
    }

    /** A shell script that has curl send, in whatever way, as {@code $1}. */
    private Invocation gradeShell(List<String> options, String script) {
        return grade(options, "sh", "-c", script, "sh", example("curl.sh"));
    }

    private static String example(String name) {
        return EXAMPLES.resolve(name).toString();
    }

    private static String row(Invocation graded, String scenario) {
        return graded.out()
                .lines()
                .filter(line -> line.startsWith(scenario + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(graded.toString()))
                .replaceAll(" {2,}", " | ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            "$1 >/dev/null 2>&1 || true"                                                          | silent          | failed | 1
            "$1 >/dev/null 2>&1"                                                                  | wordless        | failed | 1
            "$1 >/dev/null 2>&1 || { echo Oops; exit 1; }"                                        | general         | failed | 1
            "$1"                                                                                  | reply           | ok     | 0
            "$1 2>/dev/null || { echo The server wants a user name and a password.; exit 1; }"    | cause           | ok     | 0
            """)
    @Needs("curl")
    void eachLevelIsProducedByAProgram(String script, String level, String result, int code) {
        Invocation graded = gradeShell(List.of("relay-denied"), script);
        assertThat(row(graded, "relay-denied")).startsWith("relay-denied | " + level + " | delivered | " + result);
        assertThat(graded.code()).isEqualTo(code);
        if (code == 1) {
            assertThat(graded.out()).contains("    " + level + ": in phase broken it ");
        }
    }

    @Test
    @Needs("curl")
    void whereNoReplyRefusesOopsIsNotEnough() {
        Invocation graded = gradeShell(List.of("wrong-port"), "$1 2>/dev/null || { echo Oops; exit 1; }");
        assertThat(row(graded, "wrong-port")).startsWith("wrong-port | general | delivered | failed");
    }

    @Test
    @Needs("python3")
    void aScriptThatSwallowsItsExceptionsIsSilent() throws IOException {
        Path script = Files.writeString(directory.resolve("swallow.py"), """
                import smtplib, ssl, sys
                host, port, ca, user, password, sender, to, message = sys.argv[1:]
                try:
                    with smtplib.SMTP(host, int(port), timeout=10) as smtp:
                        smtp.starttls(context=ssl.create_default_context(cafile=ca))
                        if user:
                            smtp.login(user, password)
                        smtp.sendmail(sender, to.split(","), open(message, "rb").read())
                except Exception:
                    pass
                print("Your mail is on its way!")
                """);
        Invocation graded = grade(
                List.of("relay-denied", "stale-password"),
                "python3",
                script.toString(),
                "{host}",
                "{port}",
                "{ca}",
                "{user}",
                "{password}",
                "{from}",
                "{to}",
                "{message}");
        assertThat(row(graded, "relay-denied")).isEqualTo("relay-denied | silent | delivered | failed");
        assertThat(row(graded, "stale-password")).startsWith("stale-password | silent | delivered | failed");
        assertThat(graded.code()).isEqualTo(Main.UNMET);
    }

    /** Without a script: options before a blank login are left out, the message is standard input. */
    @Test
    @Needs("swaks")
    void swaksIsGradedByItsArgumentsAlone() {
        Invocation graded = grade(
                List.of("relay-denied", "stale-password", "one-of-three-refused"),
                "swaks",
                "--server",
                "{host}",
                "--port",
                "{port}",
                "--tls",
                "--auth-user",
                "{user}",
                "--auth-password",
                "{password}",
                "--from={from}",
                "--to={to}",
                "--data",
                "@{message}");
        assertThat(row(graded, "relay-denied")).contains("| reply | delivered | ok");
        assertThat(row(graded, "stale-password")).contains("| delivered | ok");
        // It shows the refusal, sends to the others, and ends as if all had got the mail.
        assertThat(row(graded, "one-of-three-refused")).contains("| general | delivered | failed");
        assertThat(graded.out()).contains("    exit-code-zero: in phase broken its exit code was 0");
    }

    @Test
    @Needs("msmtp")
    void msmtpReadsTheMessageFromStandardInput() {
        Invocation graded = grade(
                List.of("stale-password", "greylisted"),
                "msmtp",
                "--host={host}",
                "--port={port}",
                "--tls=on",
                "--tls-trust-file={ca}",
                "--auth=plain",
                "--user={user}",
                "--passwordeval=echo {password}",
                "--from={from}",
                "--",
                "{to}");
        assertThat(row(graded, "stale-password")).contains("| cause | delivered | ok");
        assertThat(row(graded, "greylisted")).contains("| reply | delivered | ok");
        assertThat(graded.code()).isEqualTo(Main.FINE);
    }

    @Test
    @Needs("curl")
    void whoSaysInWordsOnlyThatItFailedLiesToScripts() {
        Invocation graded = gradeShell(List.of("relay-denied"), "$1 || true");
        assertThat(row(graded, "relay-denied")).isEqualTo("relay-denied | general | delivered | failed");
        assertThat(graded.out()).contains("    exit-code-zero: in phase broken its exit code was 0");
    }

    @Test
    @Needs("curl")
    void whoSendsTwiceIsToldSo() {
        Invocation graded = gradeShell(List.of("relay-denied"), "$1 && $1");
        assertThat(row(graded, "relay-denied")).isEqualTo("relay-denied | reply | delivered twice | failed");
        assertThat(graded.out())
                .contains("    duplicate: bob@partner.test has the mail 2 times, not 1")
                .contains("    acknowledged-mail-resent: breach");
    }

    @Test
    @Needs("curl")
    void whoHasNothingToSendAfterTheRemedyHasLostTheMail() {
        String once = "[ -e \"$2\" ] || { touch \"$2\"; exec \"$1\"; }";
        Path mark = directory.resolve("sent");
        Invocation graded = grade(List.of("relay-denied"), "sh", "-c", once, "sh", example("curl.sh"), mark.toString());
        assertThat(row(graded, "relay-denied")).startsWith("relay-denied | silent | lost | failed");
    }

    @Test
    void whoNeverEndsIsEndedWithItsChildren() throws Exception {
        Path pids = directory.resolve("pids");
        String script = "sleep 600 & echo $! >>'" + pids + "'; trap '' TERM; wait; wait";
        Invocation graded = grade(List.of("relay-denied", "--time-limit", "300ms"), "sh", "-c", script);
        assertThat(row(graded, "relay-denied")).startsWith("relay-denied | wordless | lost | failed");
        assertThat(graded.out()).contains("    hangs: in phase broken it did not end within 300ms");
        assertThat(Files.readAllLines(pids)).hasSize(2).allSatisfy(GradeCommandTest::assertGone);
    }

    @Test
    void whatIsLeftBehindIsEndedToo() throws Exception {
        Path pids = directory.resolve("pids");
        String script = "(sleep 600 & echo $! >>'" + pids + "') >/dev/null 2>&1; echo Connection refused; exit 3";
        Invocation graded = grade(List.of("wrong-port"), "sh", "-c", script);
        assertThat(row(graded, "wrong-port")).startsWith("wrong-port | cause | still fails | failed");
        assertThat(Files.readAllLines(pids)).hasSizeGreaterThan(1).allSatisfy(GradeCommandTest::assertGone);
    }

    private static void assertGone(String pid) throws Exception {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(handle -> {
            try {
                handle.onExit().get(10, TimeUnit.SECONDS); // it may be a zombie of the test's own container
            } catch (Exception e) {
                throw new AssertionError("process " + pid + " is still there", e);
            }
        });
    }

    @Test
    void whoWaitsWhereNobodyAnswersIsNotJudgedByAShortLimit() {
        Invocation graded = grade(List.of("filtered-port", "--time-limit", "200ms"), "sleep", "600");
        assertThat(row(graded, "filtered-port")).isEqualTo("filtered-port | - | - | not judged");
        assertThat(graded.out()).contains("it was still waiting after 200ms");
        assertThat(graded.code()).isEqualTo(Main.FINE);
    }

    @Test
    void aCommandWithoutTokenIsNotJudgedByStoriesAboutTokens() {
        Invocation graded = grade(List.of("token-expired"), "true", "{user}", "{password}");
        assertThat(graded.out()).contains("not judged", "the command has no {token}");
    }

    @Test
    @Needs("curl")
    void aBaselineAcceptsWhatIsKnownAndUnknownEntriesAreTold() throws IOException {
        Path baseline = Files.writeString(directory.resolve("known.txt"), """
                # SCENARIO COMPLAINT
                relay-denied  wordless   # issue 12
                *             lost
                relay-denied  worldless
                relay-dennied wordless
                """);
        Invocation graded =
                gradeShell(List.of("relay-denied", "--baseline", baseline.toString()), "$1 >/dev/null 2>&1");
        assertThat(row(graded, "relay-denied")).isEqualTo("relay-denied | wordless | delivered | accepted");
        assertThat(graded.code()).isEqualTo(Main.FINE);
        assertThat(graded.err().lines())
                .hasSize(3)
                .anyMatch(line -> line.endsWith("line 3, * lost: this complaint did not come up; the line can go"))
                .anyMatch(
                        line -> line.contains("line 4, relay-denied worldless: there is no such complaint; there are "))
                .anyMatch(line -> line.endsWith("line 5, relay-dennied wordless: there is no such scenario"));
    }

    /** What a client says may be anything: it changes neither page nor file. */
    @Test
    @Needs("curl")
    void theReportIsWellFormedWhateverAClientSays() throws Exception {
        Path report = directory.resolve("report");
        String script =
                "$1 >/dev/null 2>&1 || { printf '<script>alert(1)</script> ]]> & \"\\001\\033[31m\\377\\n'; exit 1; }";
        Invocation graded = gradeShell(List.of("relay-denied", "open", "--report", report.toString()), script);
        assertThat(graded.code()).isEqualTo(Main.UNMET);

        assertThat(Files.readString(report.resolve("index.html")))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>", "http://", "https://")
                .contains("1 of 2 stories failed", "C: RCPT TO:&lt;bob@partner.test&gt;");

        Document junit = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Files.readAllBytes(report.resolve("junit.xml"))));
        Element suite = junit.getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(junit.getElementsByTagName("failure").getLength()).isEqualTo(1);

        JsonNode json =
                new JsonMapper().readTree(Files.readString(report.resolve("grade.json"), StandardCharsets.UTF_8));
        JsonNode story = json.get("scenarios").get(0);
        assertThat(story.get("surfaced").asString()).isEqualTo("general");
        assertThat(story.get("runs").get(0).get("output").asString())
                .isEqualTo("<script>alert(1)</script> ]]> & \"\uFFFD\uFFFD");
        assertThat(story.get("runs").get(1).get("exitCode").asInt()).isZero();

        Path accepted = report.resolve("baseline.txt");
        assertThat(accepted).content().contains("relay-denied general");
        assertThat(gradeShell(List.of("relay-denied", "--baseline", accepted.toString()), script)
                        .code())
                .isEqualTo(Main.FINE);
    }

    @Test
    @Needs("curl")
    void storiesGoBesideEachOtherAndAreToldInOrder() {
        Invocation graded = gradeShell(List.of("--family", "relay", "--parallel", "4"), "$1");
        List<String> names = graded.out()
                .lines()
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .filter(line -> !line.startsWith(" "))
                .map(line -> line.split(" ", 2)[0])
                .toList();
        List<String> wanted = Invocation.of("list", "--family", "relay")
                .out()
                .lines()
                .skip(1)
                .map(line -> line.split(" ", 2)[0])
                .toList();
        assertThat(names).isEqualTo(wanted).hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "relay-denied",
                "relay-denied --",
                "relay-dennied -- true",
                "--tag nonsense -- true",
                "relay-denied --require silent -- true",
                "relay-denied --time-limit 20 -- true",
                "relay-denied --parallel 0 -- true",
                "relay-denied --baseline /nonexistent -- true",
                "relay-denied -- no-such-program-anywhere"
            })
    void wrongUsageIsExitCode2AndPlaysNothing(String line) {
        Invocation graded = Invocation.of(("grade " + line).split(" ", -1));
        assertThat(graded.code()).isEqualTo(Main.USAGE);
        assertThat(graded.err()).startsWith("norelay: ");
        assertThat(graded.out()).isEmpty();
    }
}
