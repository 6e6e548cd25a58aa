package dev.norelay.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExplainCommandTest {
    private static final String TRANSCRIPT = """
            < 220 mx.example.test ESMTP
            > EHLO pc
            < 250-mx.example.test
            < 250 AUTH PLAIN
            > AUTH PLAIN AHNlY3JldC11c2VyAHNlY3JldC13b3Jk
            < 535 5.7.8 Authentication credentials invalid
            curl: (67) Login denied
            """;

    @TempDir
    private Path directory;

    private static Invocation explain(byte[] in, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine(new ByteArrayInputStream(in), Map.of())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Invocation(code, out.toString(), err.toString());
    }

    @Test
    void causesAreToldWithReasonRemedyAndStory() {
        Invocation explained =
                Invocation.of("explain", "--color", "never", "554 5.7.1 <ann@partner.test>: Relay access denied");

        assertThat(explained.code()).isZero();
        assertThat(explained.out())
                .startsWith("1. login-missing (")
                .contains("Why: ", "Postfix", "Remedy: Enter the user name and password", "norelay run relay-denied");
        assertThat(explained.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void wordsNeedNoQuotes() {
        assertThat(Invocation.of("explain", "Relay", "access", "denied").out()).startsWith("1. login-missing");
    }

    @Test
    void colourIsForWhoWantsIt() {
        assertThat(Invocation.of("explain", "--color", "always", "535").out()).contains("\u001b[");
        assertThat(Invocation.of("explain", "535").out()).doesNotContain("\u001b[");
    }

    @Test
    void aFileOrStandardInputIsRead() throws IOException {
        Path file = Files.writeString(directory.resolve("curl.log"), TRANSCRIPT);

        Invocation fromFile = Invocation.of("explain", file.toString());
        Invocation fromInput = explain(TRANSCRIPT.getBytes(UTF_8), "explain", "-");

        assertThat(fromFile.out()).isEqualTo(fromInput.out());
        assertThat(fromFile.out())
                .startsWith("A transcript (curl -v): greeting 220, EHLO 250, AUTH 535 5.7.8.")
                .contains("1. credentials-wrong", "2. password-stale");
    }

    @Test
    void secretsAreNotRepeated() {
        Invocation text = explain(TRANSCRIPT.getBytes(UTF_8), "explain", "-");
        Invocation json = explain(TRANSCRIPT.getBytes(UTF_8), "explain", "--json", "-");

        assertThat(text.out() + json.out()).doesNotContain("AHNlY3", "secret", "c2VjcmV0");
    }

    @Test
    void programsAreToldTheSame() {
        Invocation explained = Invocation.of("explain", "--json", "curl: (67) Login denied");

        JsonNode json = JsonMapper.builder().build().readTree(explained.out());
        JsonNode first = json.get("causes").get(0);
        assertThat(explained.code()).isZero();
        assertThat(first.get("cause").asString()).isEqualTo("credentials-wrong");
        assertThat(first.get("confidence").asString()).isEqualTo("likely");
        assertThat(first.get("because").get(0).get("whose").get(0).asString()).isEqualTo("curl");
        assertThat(first.get("stories").get(0).get("command").asString()).startsWith("norelay run ");
    }

    @Test
    void whatIsNotUnderstoodIsSaid() {
        Invocation unknown = Invocation.of("explain", "the cat sat on the mat");

        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.out()).startsWith("Nothing in it was recognised").contains("Paste the whole message");
        assertThat(Invocation.of("explain", "--json", "the cat").code()).isEqualTo(1);
    }

    @Test
    void nothingIsWrongUsage() {
        assertThat(Invocation.of("explain").code()).isEqualTo(2);
        assertThat(Invocation.of("explain", "").code()).isEqualTo(2);
        assertThat(explain(new byte[0], "explain", "-").err()).contains("there is nothing to explain");
    }

    @Test
    @Timeout(120)
    void ofMuchTheBeginningAndTheEndAreRead() {
        String filling = "the cat sat on the mat, says error 12345: authentication failed too many times\n";
        byte[] much = (filling.repeat(10_000_000 / filling.length()) + "535 5.7.8 Error: authentication failed:\n")
                .getBytes(UTF_8);

        Invocation explained = explain(much, "explain", "-");

        assertThat(explained.code()).isZero();
        assertThat(explained.out())
                .startsWith("1. credentials-wrong")
                .contains("only its first 256 KiB and its last 768", "KiB were looked at");
    }

    @Test
    void octetsThatAreNoTextAreNotKnown() throws IOException {
        byte[] octets = new byte[100_000];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (i * 31 % 127 < 32 ? i * 17 : 0x80 + i * 31);
        }
        Path file = Files.write(directory.resolve("image.png"), octets);

        assertThat(Invocation.of("explain", file.toString()).code()).isEqualTo(1);
    }

    /** A provider whose reply is in GBK. */
    @Test
    void aReplyThatIsNotUtf8IsRecognised() {
        byte[] words = HexFormat.of().parseHex("c7ebcab9d3c3cadac8a8c2ebb5c7c2bca1a3cfeac7e9c7ebbfb4");
        byte[] reply = ("535 Error: " + new String(words, ISO_8859_1)).getBytes(ISO_8859_1);

        assertThat(explain(reply, "explain", "-").out())
                .startsWith("1. app-password-needed")
                .contains("QQ Mail");
    }
}
