package dev.norelay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Programs that run on are killed and started again: one that does its duty, and others that do not. Takes a while. */
@Tag("long")
@Needs({"python3", "curl"})
class GradeOutboxTest {
    private static final Path EXAMPLES = Path.of(System.getProperty("basedir"), "../../docs/grade");

    /** A shell script that gets the good outbox as {@code $1} and curl as {@code $2}. */
    private static Invocation grade(String script, String... stories) {
        List<String> arguments = new ArrayList<>(List.of("grade", "--outbox", "--parallel", "4"));
        arguments.addAll(List.of(stories));
        arguments.addAll(List.of("--", "sh", "-c", script, "sh"));
        arguments.add(EXAMPLES.resolve("outbox.py").toString());
        arguments.add(EXAMPLES.resolve("curl.sh").toString());
        return Invocation.of(arguments.toArray(String[]::new));
    }

    private static String row(Invocation graded, String scenario) {
        return graded.out()
                .lines()
                .filter(line -> line.startsWith(scenario + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(graded.toString()))
                .replaceAll(" {2,}", " | ");
    }

    @Test
    void anOutboxThatDoesItsDutyHasFullMarks() {
        Invocation graded = grade(
                "exec python3 $1",
                "relay-denied",
                "wrong-port",
                "greylisted",
                "reply-lost",
                "app-killed-before-the-remedy");
        assertThat(graded.code()).as(graded.toString()).isEqualTo(Main.FINE);
        assertThat(row(graded, "relay-denied")).isEqualTo("relay-denied | reply | delivered | ok");
        assertThat(row(graded, "wrong-port")).isEqualTo("wrong-port | cause | delivered | ok");
        assertThat(row(graded, "greylisted")).isEqualTo("greylisted | reply | delivered | ok");
        assertThat(row(graded, "reply-lost")).isEqualTo("reply-lost | cause | delivered | ok");
        assertThat(row(graded, "app-killed-before-the-remedy")).contains(" | cause | delivered | ok");
    }

    @Test
    void whatIsKeptInMemoryOnlyIsLostWithTheProcess() {
        Invocation graded = grade("NORELAY_OUTBOX=$(mktemp -d) exec python3 $1", "relay-denied");
        assertThat(row(graded, "relay-denied")).startsWith("relay-denied | silent | lost | failed");
        assertThat(graded.out()).contains("    lost: bob@partner.test never got the mail: it was lost");
        assertThat(graded.code()).isEqualTo(Main.UNMET);
    }

    @Test
    void whoSaysNothingIsSilentHoweverWellItKeepsTheMail() {
        Invocation graded = grade("exec python3 $1 >/dev/null 2>&1", "relay-denied");
        assertThat(row(graded, "relay-denied")).isEqualTo("relay-denied | silent | delivered | failed");
    }

    /** It forgets a mail only when curl says that it was sent, which is not known where the reply was lost. */
    @Test
    void whoSendsAgainWithoutKnowingDeliversTwice() {
        String eager = "[ -z \"$NORELAY_MESSAGE\" ] || cp \"$NORELAY_MESSAGE\" \"$NORELAY_OUTBOX/mail\";"
                + " export NORELAY_MESSAGE=\"$NORELAY_OUTBOX/mail\";"
                + " while sleep 1; do [ ! -e \"$NORELAY_OUTBOX/mail\" ] || { $2 && rm \"$NORELAY_OUTBOX/mail\"; }; done";
        Invocation graded = grade(eager, "reply-lost");
        assertThat(row(graded, "reply-lost")).contains(" | delivered twice | failed");
        assertThat(graded.out()).contains("    duplicate: bob@partner.test has the mail ");
    }

    @Test
    void whatNoOutboxCanDoOrKnowHasNoGrade() {
        Invocation graded = grade("exec python3 $1", "one-of-three-refused", "taken-and-refused");
        assertThat(row(graded, "one-of-three-refused")).isEqualTo("one-of-three-refused | - | - | not judged");
        assertThat(row(graded, "taken-and-refused")).isEqualTo("taken-and-refused | - | - | not judged");
    }
}
