package dev.norelay.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verbs, arguments, parameters and octets; what stands between the angle brackets is in {@link PathParserTest}. */
class CommandParserTest {
    private static final Path ANN = new Path("ann@example.test", "ann", "example.test");

    static Stream<Arguments> commands() {
        return Stream.of(
                arguments("EHLO client.example", new Command.Ehlo("client.example")),
                arguments("EHLO [127.0.0.1]", new Command.Ehlo("[127.0.0.1]")),
                arguments("EHLO [IPv6:::1]", new Command.Ehlo("[IPv6:::1]")),
                arguments("HELO client.example", new Command.Helo("client.example")),
                arguments("MAIL FROM:<ann@example.test>", new Command.Mail(ANN, Map.of())),
                arguments("MAIL FROM:<>", new Command.Mail(Path.NULL, Map.of())),
                arguments("RCPT TO:<ann@example.test>", new Command.Rcpt(ANN, Map.of())),
                arguments("DATA", new Command.Data()),
                arguments("RSET", new Command.Rset()),
                arguments("NOOP", new Command.Noop()),
                arguments("NOOP anything at all", new Command.Noop()),
                arguments("QUIT", new Command.Quit()),
                arguments("STARTTLS", new Command.StartTls()),
                arguments("VRFY ann", new Command.Vrfy("ann")),
                arguments("VRFY Ann Example", new Command.Vrfy("Ann Example")),
                arguments("AUTH LOGIN", new Command.Auth("LOGIN", null)),
                arguments("AUTH PLAIN AGFubgBwdw==", new Command.Auth("PLAIN", "AGFubgBwdw==")),
                arguments("AUTH EXTERNAL =", new Command.Auth("EXTERNAL", "=")),
                arguments("AUTH SCRAM-SHA-256 biws", new Command.Auth("SCRAM-SHA-256", "biws")));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachVerbIsItsCommand(String line, Command expected) {
        assertThat(parse(line)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void blanksAndTabsAtTheEndMakeNoDifference(String line, Command expected) {
        assertThat(parse(line + " ")).isEqualTo(expected);
        assertThat(parse(line + "\t")).isEqualTo(expected);
        assertThat(parse(line + " \t  ")).isEqualTo(expected);
        assertThat(parse(line + "\t ")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "ehlo x, EHLO",
        "hElO x, EHLO",
        "mail from:<ann@example.test>, MAIL",
        "Mail From:<ann@example.test>, MAIL",
        "rCPT tO:<ann@example.test>, RCPT",
        "data, DATA",
        "rset, RSET",
        "noop, NOOP",
        "quit, QUIT",
        "startTLS, STARTTLS",
        "vrfy ann, VRFY",
        "auth login, AUTH"
    })
    void verbsAndKeywordsAreReadInAnyCase(String line, Moment moment) {
        assertThat(parse(line)).isNotInstanceOf(Command.Malformed.class);
        assertThat(parse(line).moment()).isEqualTo(moment);
    }

    @Test
    void mechanismsAndParameterKeywordsAreGivenInUpperCaseAndValuesAsSent() {
        assertThat(parse("AUTH plain aBc=")).isEqualTo(new Command.Auth("PLAIN", "aBc="));
        assertThat(parse("MAIL FROM:<ann@example.test> body=8bitMime"))
                .isEqualTo(new Command.Mail(ANN, Map.of("BODY", "8bitMime")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"QU\u0131T", "R\u017fET", "DATA\u2003", "NOOP\u00a0", "\uff31UIT"})
    void lettersBeyondAsciiDoNotPassForAVerbsOwn(String line) {
        assertThat(parse(line)).isInstanceOf(Command.Unrecognized.class);
    }

    @Test
    void lettersBeyondAsciiDoNotPassForAKeywordsOwn() {
        assertMalformed("MAIL FROM:<ann@example.test> \u017fIZE=1", Moment.MAIL, SyntaxError.ARGUMENTS);
        assertThat(parse("AUTH PLA\u0131N")).isEqualTo(new Command.Auth("PLA\u0131N", null));
    }

    @ParameterizedTest
    @CsvSource({
        "EHLO, EHLO, ARGUMENTS",
        "'EHLO  ', EHLO, ARGUMENTS",
        "HELO, EHLO, ARGUMENTS",
        "VRFY, VRFY, ARGUMENTS",
        "AUTH, AUTH, ARGUMENTS",
        "MAIL, MAIL, ARGUMENTS",
        "MAIL ann@example.test, MAIL, ARGUMENTS",
        "MAIL FROM, MAIL, ARGUMENTS",
        "MAIL FROM <ann@example.test>, MAIL, ARGUMENTS",
        "MAIL FROM :<ann@example.test>, MAIL, ARGUMENTS",
        "MAIL TO:<ann@example.test>, MAIL, ARGUMENTS",
        "MAIL FROM:, MAIL, REVERSE_PATH",
        "RCPT, RCPT, ARGUMENTS",
        "RCPT FROM:<ann@example.test>, RCPT, ARGUMENTS",
        "RCPT TO:, RCPT, FORWARD_PATH"
    })
    void aMissingArgumentIsMalformed(String line, Moment moment, SyntaxError error) {
        assertMalformed(line, moment, error);
    }

    @ParameterizedTest
    @CsvSource({
        "DATA now, DATA, NO_ARGUMENTS_ALLOWED",
        "RSET all, RSET, NO_ARGUMENTS_ALLOWED",
        "QUIT please, QUIT, NO_ARGUMENTS_ALLOWED",
        "STARTTLS 1.3, STARTTLS, NO_ARGUMENTS_ALLOWED",
        "AUTH PLAIN one two, AUTH, ARGUMENTS"
    })
    void anArgumentTooManyIsMalformed(String line, Moment moment, SyntaxError error) {
        assertMalformed(line, moment, error);
    }

    @Test
    void aMalformedLineSaysWhatIsWrong() {
        assertThat(parse("QUIT please"))
                .isEqualTo(
                        new Command.Malformed(Moment.QUIT, SyntaxError.NO_ARGUMENTS_ALLOWED, "\"please\" is too much"));
    }

    @Test
    void ehloTakesWhateverTheClientCallsItself() {
        assertThat(parse("EHLO Ann's PC")).isEqualTo(new Command.Ehlo("Ann's PC"));
        assertThat(parse("EHLO _")).isEqualTo(new Command.Ehlo("_"));
        assertThat(parse("HELO  two.blanks")).isEqualTo(new Command.Helo("two.blanks"));
    }

    @Test
    void surplusBlanksAroundArgumentsAreTolerated() {
        assertThat(parse("VRFY  ann")).isEqualTo(new Command.Vrfy("ann"));
        assertThat(parse("AUTH  PLAIN   AGE=")).isEqualTo(new Command.Auth("PLAIN", "AGE="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXPN", "TURN", "ETRN", "SEND", "SOML", "SAML", "BURL", "VERB", "XCLIENT"})
    void knownButUnservedVerbsAreNotImplemented(String verb) {
        assertThat(parse(verb)).isEqualTo(new Command.NotImplemented(verb));
        assertThat(parse(verb.toLowerCase(Locale.ROOT) + " with an argument"))
                .isEqualTo(new Command.NotImplemented(verb));
        assertThat(parse(verb).moment()).isEqualTo(Moment.OTHER);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "' ', ''",
        "' QUIT', ''",
        "'\t', ''",
        "GET / HTTP/1.1, GET",
        "quitt, QUITT",
        "QUI, QUI",
        "MAILFROM:<ann@example.test>, MAILFROM:<ANN@EXAMPLE.TEST>",
        "'NOOP\tx', 'NOOP\tX'",
        "., ."
    })
    void anythingElseIsUnrecognized(String line, String verb) {
        assertThat(parse(line)).isEqualTo(new Command.Unrecognized(verb));
    }

    static Stream<Arguments> goodParameters() {
        return Stream.of(
                arguments(" SIZE=1000", Map.of("SIZE", "1000")),
                arguments("  SIZE=1000   BODY=8BITMIME", Map.of("SIZE", "1000", "BODY", "8BITMIME")),
                arguments(" SMTPUTF8", Map.of("SMTPUTF8", "")),
                arguments(" AUTH=<>", Map.of("AUTH", "<>")),
                arguments(" AUTH=ann+3Dx@example.test", Map.of("AUTH", "ann+3Dx@example.test")),
                arguments(" ENVID=QQ==", Map.of("ENVID", "QQ==")),
                arguments(" X-7=a=b", Map.of("X-7", "a=b")),
                arguments(" 8=1", Map.of("8", "1")),
                arguments(" A-=1", Map.of("A-", "1")));
    }

    @ParameterizedTest
    @MethodSource("goodParameters")
    void parametersFollowThePath(String written, Map<String, String> parameters) {
        assertThat(parse("MAIL FROM:<ann@example.test>" + written)).isEqualTo(new Command.Mail(ANN, parameters));
        assertThat(parse("RCPT TO:<ann@example.test>" + written)).isEqualTo(new Command.Rcpt(ANN, parameters));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                ">",
                "SIZE=1",
                "\tSIZE=1",
                " SIZE=1 SIZE=1",
                " SIZE=1 size=2",
                " SMTPUTF8 SMTPUTF8",
                " =1",
                " =",
                " -A=1",
                " A_B=1",
                " A.B",
                " SIZE =1",
                " SIZE=",
                " SIZE=1\tBODY=7BIT",
                " \u00e9=1",
                " SIZE=1 <bob@example.test>"
            })
    void oddParametersAreMalformed(String written) {
        assertMalformed("MAIL FROM:<ann@example.test>" + written, Moment.MAIL, SyntaxError.ARGUMENTS);
        assertMalformed("RCPT TO:<ann@example.test>" + written, Moment.RCPT, SyntaxError.ARGUMENTS);
    }

    @Test
    void parametersKeepTheirOrderAndCannotBeChanged() {
        Command.Mail mail = (Command.Mail) parse("MAIL FROM:<ann@example.test> SIZE=1 BODY=7BIT AUTH=<> RET=HDRS");
        assertThat(mail.parameters().keySet()).containsExactly("SIZE", "BODY", "AUTH", "RET");
        assertThat(mail.parameters()).isUnmodifiable();
    }

    @Test
    void blanksBehindTheColonAreTolerated() {
        assertThat(parse("MAIL FROM: <ann@example.test>")).isEqualTo(new Command.Mail(ANN, Map.of()));
        assertThat(parse("MAIL FROM:   <> SIZE=1")).isEqualTo(new Command.Mail(Path.NULL, Map.of("SIZE", "1")));
        assertThat(parse("RCPT TO: <ann@example.test>")).isEqualTo(new Command.Rcpt(ANN, Map.of()));
    }

    @Test
    void onlyAReversePathMayBeNull() {
        assertMalformed("RCPT TO:<>", Moment.RCPT, SyntaxError.FORWARD_PATH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Postmaster", "postmaster", "POSTMASTER", "pOsTmAsTeR", "\"postmaster\""})
    void onlyAForwardPathMayBeABarePostmaster(String postmaster) {
        assertThat(parse("RCPT TO:<" + postmaster + ">")).isInstanceOfSatisfying(Command.Rcpt.class, rcpt -> {
            assertThat(rcpt.forwardPath().isPostmaster()).isTrue();
            assertThat(rcpt.forwardPath().domain()).isEmpty();
        });
        assertMalformed("MAIL FROM:<" + postmaster + ">", Moment.MAIL, SyntaxError.REVERSE_PATH);
    }

    @Test
    void theLinesOwnBracketsCountAndNotThoseOfAQuotedLocalPart() {
        assertThat(parse("MAIL FROM:<\"a> SIZE=1\"@example.test> SIZE=2"))
                .isEqualTo(new Command.Mail(
                        new Path("\"a> SIZE=1\"@example.test", "a> SIZE=1", "example.test"), Map.of("SIZE", "2")));
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 1, 7, 8, 11, 12, 27, 31, 127})
    void controlOctetsAreMalformedWhereverTheyStand(byte octet) {
        for (String line : new String[] {"%s", "NOOP%s", "NO%sOP", "NOOP %s", "MAIL FROM:<a%sb@example.test>"}) {
            assertMalformed(line.replace("%s", String.valueOf((char) octet)), Moment.OTHER, SyntaxError.ODD_OCTETS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "QUIT\r", "NOOP\nQUIT", "MAIL FROM:<ann@example.test>\rRCPT"})
    void aBareNewlineWithinTheLineIsMalformed(String line) {
        assertMalformed(line, Moment.OTHER, SyntaxError.BARE_NEWLINE);
    }

    @Test
    void octetsAboveAsciiAreReadAsUtf8AndNeverFail() {
        assertThat(parse("RCPT TO:<p\u00e9l\u00e9@ex\u00e4mple.test>"))
                .isEqualTo(new Command.Rcpt(
                        new Path("p\u00e9l\u00e9@ex\u00e4mple.test", "p\u00e9l\u00e9", "ex\u00e4mple.test"), Map.of()));
        assertThat(CommandParser.parse(Characters.of("RCPT TO:<p\u00e9@example.test>")))
                .isInstanceOfSatisfying(
                        Command.Malformed.class,
                        malformed -> assertThat(malformed.error()).isEqualTo(SyntaxError.FORWARD_PATH));
        assertThat(CommandParser.parse(Characters.of("\u00ff\u00fe"))).isInstanceOf(Command.Unrecognized.class);
    }

    @ParameterizedTest
    @CsvSource({
        "BDAT 0 LAST, 0, true",
        "bdat 5, 5, false",
        "BDAT  5  last, 5, true",
        "'BDAT 5 ', 5, false",
        "BDAT 000000000000000000000005, 5, false",
        "BDAT 999999999999999999, 999999999999999999, false"
    })
    void aChunkHasASizeAndMayBeTheLast(String line, long size, boolean last) {
        assertThat(parse(line)).isEqualTo(new Command.Bdat(size, last));
    }

    /** Whoever reads such a line otherwise sees commands where others see a message. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "BDAT",
                "BDAT ",
                "BDAT LAST",
                "BDAT -1",
                "BDAT +1",
                "BDAT 0x10",
                "BDAT 1e3",
                "BDAT 5LAST",
                "BDAT 5 FIRST",
                "BDAT 5 LAST LAST",
                "BDAT 5,",
                "BDAT\t5",
                "BDAT 5\tLAST",
                "BDAT5",
                "bdat 5\0",
                "BDAT 5\rLAST",
                "BDAT \u0665",
                "BDAT 9999999999999999999",
                "BDAT 99999999999999999999"
            })
    void aChunkOfUnknownSizeLosesFraming(String line) {
        assertMalformed(line, Moment.DATA, SyntaxError.CHUNK);
        assertThat(SyntaxError.CHUNK.losesFraming()).isTrue();
    }

    @Test
    void helpIsAboutAnything() {
        assertThat(parse("HELP")).isEqualTo(new Command.Help());
        assertThat(parse("help MAIL")).isEqualTo(new Command.Help());
    }

    /** RFC 5321 §4.5.3.1: every server takes 64, 255 and 256 octets, and may take more. */
    @Test
    void addressesLongerThanEveryServerTakesAreRead() {
        String local = "l".repeat(65);
        String domain = ("d".repeat(60) + ".").repeat(5) + "test";
        assertThat(parse("RCPT TO:<" + local + "@" + domain + ">"))
                .isEqualTo(new Command.Rcpt(new Path(local + "@" + domain, local, domain), Map.of()));
    }

    @Test
    void whatMayBeAPasswordIsMaskedInText() {
        assertThat(parse("AUTH PLAIN AGFubgBwdw=="))
                .asString()
                .doesNotContain("AGFubgBwdw")
                .contains("PLAIN");
        assertThat(new Command.AuthResponse("c2VjcmV0")).asString().doesNotContain("c2VjcmV0");
        assertThat(parse("AUTH LOGIN")).hasToString("Auth[mechanism=LOGIN]");
    }

    private static Command parse(String line) {
        return CommandParser.parse(line.getBytes(UTF_8));
    }

    private static void assertMalformed(String line, Moment moment, SyntaxError error) {
        Command command = parse(line);
        assertThat(command)
                .as(Characters.shown(line.getBytes(UTF_8)))
                .isInstanceOfSatisfying(Command.Malformed.class, malformed -> {
                    assertThat(malformed.moment()).isEqualTo(moment);
                    assertThat(malformed.error()).isEqualTo(error);
                    assertThat(malformed.explanation()).isNotBlank();
                });
    }
}
