package dev.norelay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.explain.Explainer;
import dev.norelay.explain.Explanation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What real clients write down when they are asked to tell all is explained, as it is today and on this machine. */
class TranscriptsExplainedTest {
    private static final Explainer EXPLAINER = Explainer.ofCatalogue();

    private static final Map<String, String> CAUSES = Map.of(
            "relay-denied", "login-missing",
            "stale-password", "credentials-wrong",
            "certificate-expired", "certificate-expired",
            "wrong-port", "port-closed",
            "mailbox-full", "recipient-refused");

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    private Path directory;

    /**
     * A client that tells all.
     *
     * @param quiet as it is otherwise
     * @param script that runs it so; the client's arguments are {@code "$@"}
     * @param talking the client, run by that script
     */
    private record Talking(MailClient quiet, String script, Function<Program, MailClient> talking) {
        @Override
        public String toString() {
            return quiet.name();
        }
    }

    private static List<Talking> clients() {
        String debug = "import smtplib, runpy, sys; smtplib.SMTP.debuglevel = 1; sys.argv = sys.argv[2:];"
                + " runpy.run_path(sys.argv[0], run_name=\"__main__\")";
        return List.of(
                new Talking(new Curl(), "exec curl \"$@\" --verbose", Curl::new),
                new Talking(new Swaks(), "exec swaks \"$@\"", Swaks::new),
                new Talking(new Msmtp(), "exec msmtp --debug \"$@\"", Msmtp::new),
                new Talking(new Smtplib(), "exec python3 -I -c '" + debug + "' \"$@\"", Smtplib::new),
                new Talking(new AngusProgram(), "exec '" + JAVA + "' -Dmail.debug=true \"$@\"", AngusProgram::new));
    }

    static Stream<Arguments> pairs() {
        return clients().stream()
                .flatMap(client -> CAUSES.keySet().stream().sorted().map(story -> Arguments.of(client, story)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theCauseIsFoundFirst(Talking client, String story) throws Exception {
        Installed.assume(client.quiet());
        MailClient talking =
                client.talking().apply(Program.of(script(client.script()).toString()));
        String transcript;
        try (Norelay server = Norelay.start(story)) {
            ClientSettings settings = server.settings();
            Outcome outcome = talking.send(settings);
            assertThat(outcome.sent()).as(outcome.shown()).isFalse();
            transcript = outcome.shown();
        }

        Explanation explanation = EXPLAINER.explain(transcript);

        List<String> found =
                explanation.causes().stream().map(likely -> likely.cause().id()).toList();
        // swaks says of a certificate that it is not good, and not why.
        int among = client.quiet() instanceof Swaks && story.equals("certificate-expired") ? 2 : 1;
        assertThat(found.stream().limit(among)).as(transcript).contains(CAUSES.get(story));
        assertThat(explanation.toString()).doesNotContain("old-horse", "b2xkLWhvcnNl", "AGFsaWNl");
    }

    private Path script(String line) throws IOException {
        Path file = directory.resolve("client");
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
