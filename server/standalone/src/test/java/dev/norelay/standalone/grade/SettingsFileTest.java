package dev.norelay.standalone.grade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.Norelay;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.ScenarioReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    @TempDir
    private Path directory;

    private Properties written(Norelay server) throws IOException {
        Handout handout = SettingsFile.write(directory, Handout.of(server.settings(), "m.eml"));
        Properties read = new Properties();
        try (Reader reader =
                Files.newBufferedReader(Path.of(handout.environment().get("NORELAY_SETTINGS")))) {
            read.load(reader);
        }
        return read;
    }

    @Test
    void whatIsBlankIsNotInIt() throws IOException {
        try (Norelay server = Norelay.start("relay-denied")) {
            Properties wrong = written(server);
            assertThat(wrong)
                    .containsEntry("host", "127.0.0.1")
                    .containsEntry("port", Integer.toString(server.settings().port()))
                    .containsEntry("security", "starttls")
                    .containsEntry("from", "alice@example.test")
                    .containsEntry("to", "bob@partner.test")
                    .doesNotContainKeys("user", "password", "token");
            assertThat(Path.of(wrong.getProperty("ca-file"))).content().startsWith("-----BEGIN CERTIFICATE-----");
            server.fix();
            assertThat(written(server))
                    .containsEntry("user", "alice@example.test")
                    .containsEntry("password", "correct-horse");
        }
    }

    @Test
    void oddPasswordsSurvive() throws IOException {
        Scenario odd = ScenarioReader.read("odd.yaml", """
                norelay: 1
                title: Odd
                client: { user: alice@example.test, password: " = \\\\ # Grüße:! " }
                """);
        try (Norelay server = Norelay.start(odd)) {
            assertThat(written(server)).containsEntry("password", " = \\ # Grüße:! ");
        }
    }
}
