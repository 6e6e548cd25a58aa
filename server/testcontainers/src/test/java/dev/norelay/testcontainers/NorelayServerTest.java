package dev.norelay.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client of the control API, with the server that the image runs. */
class NorelayServerTest {
    private static Standalone norelay = new Standalone(new Launch("open", null, List.of(), 0));

    @BeforeAll
    static void isReady() throws InterruptedException {
        assertThat(norelay.api.isReady()).isTrue();
    }

    @AfterAll
    static void stop() {
        norelay.close();
    }

    @ParameterizedTest
    @CsvSource({
        "relay-denied, 550, login-missing",
        "stale-password, 535, password-stale",
        "wrong-port, refused, port-closed",
        "filtered-port, timed out, port-filtered",
        "clock-skew, NotBefore, clock-wrong"
    })
    void storyIsPlayed(String scenario, String words, String cause) {
        try (NorelayServer server = norelay.start(scenario)) {
            assertThat(server.phase()).isEqualTo("broken");
            assertThat(server.attempt(Angus::send))
                    .hasValueSatisfying(shown -> assertThat(shown).containsIgnoringCase(words));
            assertThat(server.diagnosis().cause()).isEqualTo(cause);
            assertThat(server.diagnosis().remedy()).isNotBlank();
            assertThat(server.messages()).isEmpty();

            MailSettings mended = server.fix();

            assertThat(server.phase()).isEqualTo("fixed");
            assertThat(mended).hasToString(server.settings().toString());
            assertThat(server.attempt(Angus::send)).isEmpty();
            assertThat(server.messages()).extracting(Message::subject).containsExactly("Hello");
            server.verdict().assertGood();
            assertThat(server.verdict().copies()).isEqualTo(Map.of("bob@partner.test", 1));
        }
    }

    @Test
    void messageIsReadAsAWhole() {
        try (NorelayServer server = norelay.start("open")) {
            server.attempt(Angus::send);

            Message mail = server.awaitMessages(1, Duration.ofSeconds(5)).get(0);

            assertThat(mail.from()).isEqualTo(server.settings().from());
            assertThat(mail.to()).isEqualTo(server.settings().recipients());
            assertThat(mail.user()).isEqualTo(server.settings().user().orElse(null));
            assertThat(mail.text()).isEqualToIgnoringNewLines("How are you?");
            assertThat(mail.header("subject")).hasValue("Hello");
            assertThat(mail.header("reply-to")).isEmpty();
            assertThat(mail.size()).isPositive();
            assertThat(mail.time()).isNotNull();
            assertThat(server.transcript()).contains("C: MAIL FROM:<alice@example.test>");
        }
    }

    @Test
    void verdictTellsWhatAClientThatIsSilentDidWrong() {
        try (NorelayServer server = norelay.start("relay-denied")) {
            server.attempt(settings -> {
                try {
                    Angus.send(settings);
                } catch (jakarta.mail.MessagingException swallowed) {
                    assertThat(swallowed).isNotNull(); // and nobody hears of it
                }
            });

            Verdict verdict = server.verdict();

            assertThat(verdict.good()).isFalse();
            assertThat(verdict.surfaced()).isEqualTo("silent");
            assertThatThrownBy(verdict::assertGood)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("behaved as if the mail had been sent");
        }
    }

    @Test
    void reportedWordsAreJudged() {
        try (NorelayServer server = norelay.start("relay-denied")) {
            assertThatThrownBy(() -> Angus.send(server.settings())).isInstanceOf(jakarta.mail.MessagingException.class);
            server.reportFailure("Oops");
            server.fix();
            assertThat(server.attempt(Angus::send)).isEmpty();

            assertThat(server.verdict().surfaced()).isEqualTo("general");
            assertThat(server.verdict().shown()).isEqualTo("Oops");
        }
    }

    @Test
    void storyBeginsAnewAndAnotherOneIsPlayedOnTheSamePorts() {
        try (NorelayServer server = norelay.start("relay-denied")) {
            int port = server.settings().port();
            server.fix();
            server.attempt(Angus::send);

            assertThat(server.reset().user()).isEmpty();
            assertThat(server.messages()).isEmpty();
            assertThat(server.use("stale-password").password()).hasValue("old-horse");
            assertThat(server.settings().port()).isEqualTo(port);
        }
    }

    @Test
    void timePassesWithoutWaiting() {
        try (NorelayServer server = norelay.start("greylisted")) {
            assertThat(server.attempt(Angus::send)).isPresent();

            server.letTimePass(Duration.ofHours(1));

            assertThat(server.attempt(Angus::send)).isEmpty();
        }
    }

    @Test
    void whatIsAwaitedInVainIsToldWithWhatHappenedInstead() {
        try (NorelayServer server = norelay.start("relay-denied")) {
            server.attempt(Angus::send);

            assertThatExceptionOfType(NorelayException.class)
                    .isThrownBy(() -> server.awaitMessages(1, Duration.ofMillis(50)))
                    .withMessageContaining("waited 50 ms for 1 message")
                    .withMessageContaining("Relaying denied")
                    .satisfies(failure -> assertThat(failure.type()).isEqualTo("awaited-in-vain"));
        }
    }

    @Test
    void scenarioThatIsUnknownIsToldInNorelaysWords() {
        assertThatExceptionOfType(NorelayException.class)
                .isThrownBy(() -> norelay.start("relay-denid"))
                .withMessageContaining("relay-denied")
                .satisfies(failure -> assertThat(failure.type()).isEqualTo("unknown-scenario"));
    }

    @Test
    void closedServerIsGoneAndMainStays() {
        NorelayServer server = norelay.start("open");
        server.close();
        norelay.main().close();

        assertThatThrownBy(server::settings).hasMessageContaining("no server is called");
        assertThat(norelay.main().settings().port()).isPositive();
    }

    @Test
    void wrongTokenIsRefused() {
        Api stranger = new Api(norelay.api.address(), "somebody-else");

        assertThatExceptionOfType(NorelayException.class)
                .isThrownBy(() -> stranger.get("/servers/main"))
                .satisfies(failure -> assertThat(failure.type()).isEqualTo("unauthorized"));
    }

    @Test
    void whoIsNotThereIsToldAndNotReady() throws InterruptedException {
        try (ClosedPort nobody = new ClosedPort()) {
            Api api = new Api(URI.create("http://127.0.0.1:" + nobody.number()), "");

            assertThat(api.isReady()).isFalse();
            assertThatThrownBy(() -> api.get("/servers/main")).hasMessageContaining("has the container ended?");
        }
    }

    @Test
    void clientOnTheContainersNetworkIsToldThePortsWithin() {
        NorelayServer mapped = new NorelayServer(
                norelay.api, NorelayServer.MAIN, (port, service) -> new Ways.Place("127.0.0.1", port + 1));
        MailSettings within = mapped.settingsOnNetwork("mail");

        assertThat(within.host()).isEqualTo("mail");
        assertThat(mapped.settings().port()).isEqualTo(within.port() + 1);
    }
}
