package dev.norelay.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may stand between the angle brackets (RFC 5321 §4.1.2), and what may not. */
class PathParserTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ann@example.test            | ann             | example.test
                    Ann@Example.TEST            | Ann             | Example.TEST
                    ann.b.c@example.test        | ann.b.c         | example.test
                    a@b                         | a               | b
                    ann+tag@example.test        | ann+tag         | example.test
                    !#$%&'*+-/=?^_{}~@x.test    | !#$%&'*+-/=?^_{}~ | x.test
                    ann@a-b.c--d.test           | ann             | a-b.c--d.test
                    ann@1.2.test                | ann             | 1.2.test
                    ann@win_host.test           | ann             | win_host.test
                    "ann"@example.test          | ann             | example.test
                    "ann b"@example.test        | ann b           | example.test
                    "ann@home"@example.test     | ann@home        | example.test
                    "a>b<c"@example.test        | a>b<c           | example.test
                    "a,b;c:(d)[e]"@example.test | a,b;c:(d)[e]    | example.test
                    "a..b."@example.test        | a..b.           | example.test
                    "a\\"b"@example.test        | a"b             | example.test
                    "a\\\\b"@example.test       | a\\b            | example.test
                    "\\a\\ b"@example.test      | a b             | example.test
                    ""@example.test             | ``              | example.test
                    ann@[127.0.0.1]             | ann             | [127.0.0.1]
                    ann@[255.255.255.255]       | ann             | [255.255.255.255]
                    ann@[010.001.000.009]       | ann             | [010.001.000.009]
                    ann@[IPv6:::1]              | ann             | [IPv6:::1]
                    ann@[IPv6:2001:db8::7]      | ann             | [IPv6:2001:db8::7]
                    ann@[IPv6:::ffff:10.0.0.1]  | ann             | [IPv6:::ffff:10.0.0.1]
                    ann@[x-tag:any!thing]       | ann             | [x-tag:any!thing]
                    Postmaster                  | Postmaster      | ``
                    """)
    void aMailboxIsLocalPartAndDomain(String text, String localPart, String domain) {
        assertThat(parse("<" + text + ">")).contains(new Path(text, localPart, domain));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<@relay.example:ann@example.test>",
                "<@one.example,@two.example:ann@example.test>",
                "<@one.example,@two-2.example,@three:ann@example.test>"
            })
    void aSourceRouteIsStripped(String written) {
        assertThat(parse(written)).contains(new Path("ann@example.test", "ann", "example.test"));
    }

    @Test
    void theNullPathIsEmptyBrackets() {
        assertThat(parse("<>")).contains(Path.NULL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ann@example.test",
                "<",
                ">",
                "<<>>",
                "< >",
                "< ann@example.test>",
                "<ann@example.test >",
                "<ann@example.test",
                "ann@example.test>",
                "Ann <ann@example.test>",
                "[ann@example.test]",
                "<<ann@example.test>>",
                "<ann>",
                "<ann@>",
                "<@example.test>",
                "<@>",
                "<ann@@example.test>",
                "<ann@example@test>",
                "<.ann@example.test>",
                "<ann.@example.test>",
                "<ann..b@example.test>",
                "<ann b@example.test>",
                "<ann\tb@example.test>",
                "<ann(b)@example.test>",
                "<a,b@example.test>",
                "<a;b@example.test>",
                "<a:b@example.test>",
                "<a\\b@example.test>",
                "<a\"b\"@example.test>",
                "<\"a\"b@example.test>",
                "<\"a\".b@example.test>",
                "<\"ann@example.test>",
                "<\"ann\\\"@example.test>",
                "<\"ann\\",
                "<\"ann\">",
                "<\"a\tb\"@example.test>",
                "<\"a\\\tb\"@example.test>",
                "<ann@.example.test>",
                "<ann@example..test>",
                "<ann@example.test.>",
                "<ann@-example.test>",
                "<ann@example-.test>",
                "<ann@example.-test>",
                "<ann@example.test->",
                "<ann@exam ple.test>",
                "<ann@exam!ple.test>",
                "<ann@[]>",
                "<ann@[127.0.0.1>",
                "<ann@127.0.0.1]>",
                "<ann@[127.0.0]>",
                "<ann@[127.0.0.256]>",
                "<ann@[127.0.0.1.1]>",
                "<ann@[127.0.0.1]x>",
                "<ann@[::1]>",
                "<ann@[localhost]>",
                "<ann@[IPv6:]>",
                "<ann@[IPv6:::1 ]>",
                "<@relay.example>",
                "<@relay.example:>",
                "<@relay.example:Postmaster>",
                "<@relay.example,ann@example.test>",
                "<@relay.example,:ann@example.test>",
                "<relay.example:ann@example.test>",
                "<@[127.0.0.1]:ann@example.test>",
                "<po\u017ftmaster>"
            })
    void anythingElseIsNoPath(String written) {
        assertThat(parse(written)).isEmpty();
        assertThat(command("MAIL FROM:" + written))
                .isInstanceOfSatisfying(
                        Command.Malformed.class,
                        malformed -> assertThat(malformed.error()).isEqualTo(SyntaxError.REVERSE_PATH));
        assertThat(command("RCPT TO:" + written))
                .isInstanceOfSatisfying(
                        Command.Malformed.class,
                        malformed -> assertThat(malformed.error()).isEqualTo(SyntaxError.FORWARD_PATH));
    }

    @Test
    void aPathEndsBehindItsOwnBracket() {
        assertThat(PathParser.parse("xx<\"a>\"@b>>", 2))
                .contains(new PathParser.Found(new Path("\"a>\"@b", "a>", "b"), 10));
        assertThat(PathParser.parse("<>", 0)).contains(new PathParser.Found(Path.NULL, 2));
    }

    @Test
    void garbageBehindTheBracketIsNoPartOfThePath() {
        assertThat(parse("<ann@example.test>garbage")).contains(new Path("ann@example.test", "ann", "example.test"));
        assertThat(command("RCPT TO:<ann@example.test>garbage"))
                .isInstanceOfSatisfying(
                        Command.Malformed.class,
                        malformed -> assertThat(malformed.error()).isEqualTo(SyntaxError.ARGUMENTS));
    }

    @Test
    void anOverlongPathIsNoPath() {
        String longest = "<" + "a".repeat(PathParser.MAX_PATH - "<@b>".length()) + "@b>";
        assertThat(longest).hasSize(PathParser.MAX_PATH);
        assertThat(parse(longest)).isPresent();
        assertThat(command("RCPT TO:" + longest)).isInstanceOf(Command.Rcpt.class);
        assertThat(parse("<a" + longest.substring(1))).isEmpty();
    }

    @Test
    void lettersAboveAsciiMayStandInAtomsAndLabels() {
        assertThat(parse("<p\u00e9l\u00e9@ex\u00e4mple.test>"))
                .contains(new Path("p\u00e9l\u00e9@ex\u00e4mple.test", "p\u00e9l\u00e9", "ex\u00e4mple.test"));
        assertThat(command("MAIL FROM:<\u7528\u6237@\u4f8b\u5b50.test> SMTPUTF8"))
                .isEqualTo(new Command.Mail(
                        new Path("\u7528\u6237@\u4f8b\u5b50.test", "\u7528\u6237", "\u4f8b\u5b50.test"),
                        Map.of("SMTPUTF8", "")));
    }

    private static Optional<Path> parse(String written) {
        return PathParser.parse(written, 0).map(PathParser.Found::path);
    }

    private static Command command(String line) {
        return CommandParser.parse(line.getBytes(UTF_8));
    }
}
