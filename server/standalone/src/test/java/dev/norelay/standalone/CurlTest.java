package dev.norelay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.Norelay;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.scenario.yaml.ScenarioReader;
import dev.norelay.standalone.story.Curl;
import dev.norelay.standalone.story.Playing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsCurl
class CurlTest {

    private static String command(Norelay server) {
        return Curl.command(server.settings(), server.ca().file(), "  ");
    }

    /** The whole story of scenarios whose commands differ, by what a person pastes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "address-instead-of-name",
                "attachment-too-large",
                "clock-skew",
                "clock-skew-ahead",
                "filtered-port",
                "greylisted",
                "one-of-three-refused",
                "open",
                "playground",
                "relay-denied",
                "sender-not-owned",
                "ssl-on-for-the-starttls-port",
                "stale-password",
                "wrong-port"
            })
    void whatIsPrintedFailsAsTheStoryGoesAndDeliversAfterTheRemedy(String name)
            throws IOException, InterruptedException {
        Scenario scenario = Catalogue.scenario(name);
        try (Norelay server = Norelay.start(scenario)) {
            if (new Playing(server, server.ca().file(), false).fails()) {
                Pasted wrong = Pasted.into("sh", command(server));
                assertThat(wrong.exitCode()).as(wrong.output()).isNotZero();
                assertThat(wrong.output()).startsWith("curl: (");
                assertThat(server.diagnosis().cause())
                        .isEqualTo(scenario.diagnosis().get(0));
            }
            while (!server.phase().equals(Phase.FIXED)) {
                server.fix();
            }
            Pasted right = Pasted.into("sh", command(server));
            assertThat(right).isEqualTo(new Pasted(0, ""));
            assertThat(server.messages()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash"})
    void oddAddressesAndPasswordsSurviveTheShell(String shell) throws IOException, InterruptedException {
        Scenario odd = ScenarioReader.read("odd.yaml", """
                norelay: 1
                title: Odd
                mail: { from: "o'hara@example.test", to: ["b%b@partner.test", "a&b@partner.test"] }
                client: { listener: submissions, security: tls, user: "o'hara@example.test", password: "$a \\"b\\" `c` \\\\" }
                server:
                  accounts:
                    "o'hara@example.test": { password: "$a \\"b\\" `c` \\\\" }
                """);
        try (Norelay server = Norelay.start(odd)) {
            assertThat(Pasted.into(shell, command(server))).isEqualTo(new Pasted(0, ""));
            assertThat(server.messages()).singleElement().satisfies(message -> {
                assertThat(message.from()).isEqualTo("o'hara@example.test");
                assertThat(message.recipients()).containsExactly("b%b@partner.test", "a&b@partner.test");
                assertThat(message.user()).contains("o'hara@example.test");
                assertThat(message.text().lines())
                        .containsExactly(
                                "From: o'hara@example.test",
                                "To: b%b@partner.test, a&b@partner.test",
                                "Subject: Hello",
                                "",
                                "Hello");
            });
        }
    }

    @Test
    void aLargeMailIsLarge() throws IOException, InterruptedException {
        Scenario large = ScenarioReader.read("large.yaml", """
                norelay: 1
                title: Large
                mail: { size: 300KB }
                server: { policy: open }
                """);
        try (Norelay server = Norelay.start(large)) {
            assertThat(Pasted.into("sh", command(server))).isEqualTo(new Pasted(0, ""));
            assertThat(server.messages())
                    .singleElement()
                    .satisfies(message -> assertThat(message.size()).isBetween(300_000L, 320_000L));
        }
    }

    @Test
    void linesAreShortEnoughToBeCopied() {
        try (Norelay server = Norelay.start("relay-denied")) {
            String command = Curl.command(server.settings(), Path.of("/tmp/norelay-ca-1234567890123456789.pem"), "  ");
            assertThat(command.lines().collect(Collectors.toList()))
                    .allSatisfy(line -> assertThat(line).hasSizeLessThan(110));
        }
    }
}
