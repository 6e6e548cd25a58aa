package dev.norelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norelay.conduct.Attempt;
import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Surfaced;
import dev.norelay.conduct.Verdict;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.yaml.Catalogue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients of several kinds are judged. */
@Execution(ExecutionMode.CONCURRENT)
class PlayTest {
    /** Sends as a sane client does, and says what went wrong. */
    private static void sane(ClientSettings settings) throws IOException {
        send(settings, 1, null);
    }

    private static void send(ClientSettings settings, int number, StoryClient.@Nullable Impatience impatience)
            throws IOException {
        StoryClient.Attempt attempt =
                StoryClient.send(settings, number + "@client.test", settings.recipients(), impatience);
        if (attempt.failed()) {
            throw new IOException("Your mail was not sent.", new IOException(attempt.said()));
        }
    }

    static Stream<String> stories() {
        return Catalogue.names().stream();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void saneClientDoesWellInEachStory(String story) {
        try (Norelay server = Norelay.builder().scenario(story).seed(1).start()) {
            StoryClient.Impatience impatience = StoryPlay.impatience(server.scenario());
            AtomicInteger sent = new AtomicInteger();
            Verdict verdict = server.play(settings -> {
                        // a mail keeps its Message-ID until it is sent
                        send(settings, sent.get() + 1, server.phase().equals(Phase.BROKEN) ? impatience : null);
                        sent.incrementAndGet();
                    })
                    .assertGood();
            assertThat(verdict.surfaced()).as(verdict.shown()).isIn(Surfaced.REPLY, Surfaced.CAUSE, Surfaced.NOTHING);
            assertThat(verdict.findings())
                    .as("it waits for nothing longer than a test may take, and does the rest of its duties")
                    .allMatch(finding -> finding.id().equals("timeout-too-short"), "timeout-too-short");
        }
    }

    @Test
    void tellsWhatWasShownAndWhy() {
        try (Norelay server = Norelay.start("relay-denied")) {
            Verdict verdict = server.play(PlayTest::sane);
            assertThat(verdict.isGood()).isTrue();
            assertThat(verdict.shown()).startsWith("Your mail was not sent.: 550");
            assertThat(verdict.surfaced()).isEqualTo(Surfaced.REPLY);
            assertThat(verdict.diagnosis().cause()).isEqualTo(Cause.LOGIN_MISSING);
            assertThat(verdict.copies()).containsExactly(Map.entry("bob@partner.test", 1));
            assertThat(verdict.attempts()).extracting(Attempt::phase).containsExactly("broken", "fixed");
            assertThat(verdict).asString().startsWith("the client did well in relay-denied\nit said: Your mail");
        }
    }

    @Test
    void clientThatSwallowsTheFailureIsSilent() {
        try (Norelay server = Norelay.start("relay-denied")) {
            Verdict verdict = server.play(settings -> {
                try {
                    sane(settings);
                } catch (IOException swallowed) {
                    // as the worst of clients do
                }
            });
            assertThat(verdict.surfaced()).isEqualTo(Surfaced.SILENT);
            assertThat(verdict.problems())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "in phase broken it behaved as if the mail had been sent, but the server had said: 550");
            assertThatThrownBy(verdict::assertGood)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("the client did not do its duty in relay-denied\n  - in phase broken")
                    .hasMessageContaining("C: RCPT TO:<bob@partner.test>")
                    .hasMessageContaining("diagnosis: login-missing");
        }
    }

    @Test
    void clientThatFailsWithoutAWordIsTold() {
        try (Norelay server = Norelay.start("relay-denied")) {
            Verdict verdict = server.play(settings -> {
                try {
                    sane(settings);
                } catch (IOException e) {
                    server.shown("");
                }
            });
            assertThat(verdict.surfaced()).isEqualTo(Surfaced.WORDLESS);
            assertThat(verdict.problems()).singleElement().asString().contains("it failed without a word");
        }
    }

    @Test
    void somethingGeneralIsNotTheReply() {
        try (Norelay server = Norelay.start("relay-denied")) {
            Verdict verdict = server.play(settings -> {
                try {
                    sane(settings);
                } catch (IOException e) {
                    server.shown("Something went wrong.");
                }
            });
            assertThat(verdict.surfaced()).isEqualTo(Surfaced.GENERAL);
            assertThat(verdict.shown()).isEqualTo("Something went wrong.");
            assertThat(verdict.isGood()).isTrue();
        }
    }

    /** Sends, and shows this in place of what went wrong. */
    private static Verdict showing(String story, String words) {
        try (Norelay server = Norelay.builder().scenario(story).seed(1).start()) {
            return server.play(settings -> {
                try {
                    sane(settings);
                } catch (IOException e) {
                    server.shown(words);
                }
            });
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            relay-denied   | Something went wrong.                                    | GENERAL
            relay-denied   | 550 5.7.1 <bob@partner.test>: Relaying denied            | REPLY
            relay-denied   | Not sent (550).                                          | REPLY
            relay-denied   | The server does not know you: enter your user name.      | CAUSE
            relay-denied   | because it does not allow relaying                       | CAUSE
            stale-password | 535 5.7.8 Authentication credentials invalid             | REPLY
            stale-password | Authentication credentials invalid                       | REPLY
            stale-password | The password is wrong.                                   | CAUSE
            wrong-port     | Oops                                                     | GENERAL
            wrong-port     | ECONNREFUSED                                             | REPLY
            wrong-port     | The server cannot be reached.                            | CAUSE
            clock-skew     | TLS handshake failed                                     | REPLY
            clock-skew     | The certificate is not yet valid                         | CAUSE
            greylisted     | 450 4.7.1 <bob@partner.test>: Greylisted, try again later| REPLY
            greylisted     | The mail waits and will be sent later                    | CAUSE
            """)
    void whatWasShownIsGraded(String story, String words, Surfaced level) {
        assertThat(showing(story, words).surfaced()).isEqualTo(level);
    }

    @Test
    void theServersWordsInATranscriptAreNoWordsOfTheClient() {
        String transcript =
                "<- 250 AUTH PLAIN LOGIN -> AUTH PLAIN AGFsaWNl <- 550 5.7.1 <bob@partner.test>: Relaying denied";
        assertThat(showing("relay-denied", transcript).surfaced()).isEqualTo(Surfaced.REPLY);
    }

    @Test
    void moreCanBeAskedOfWhatIsShown() {
        Verdict oops = showing("relay-denied", "Oops");
        assertThat(oops.isGood()).isTrue();
        assertThat(oops.requiring(Surfaced.GENERAL).isGood()).isTrue();
        assertThat(oops.requiring(Surfaced.REPLY).complaints()).singleElement().satisfies(complaint -> {
            assertThat(complaint.id()).isEqualTo("general");
            assertThat(complaint.sentence())
                    .startsWith("in phase broken it only says something general; asked for is a client that shows");
        });
        assertThatThrownBy(() -> oops.requiring(Surfaced.CAUSE).assertGood())
                .hasMessageContaining("a good client tells the person: The client did not log in")
                .hasMessageContaining("a good client does not try again by itself before something has been changed");
    }

    @Test
    void theSameMailHasTheSameNumberUntilItIsSent() {
        List<Integer> numbers = new ArrayList<>();
        try (Norelay server = Norelay.start("app-killed-before-the-remedy")) {
            server.play(settings -> {
                numbers.add(settings.number());
                sane(settings);
            });
        }
        assertThat(numbers).containsExactly(1, 1, 2);
    }

    @Test
    void clientThatForgetsTheMailHasLostIt() {
        Set<String> given = new HashSet<>();
        try (Norelay server = Norelay.start("relay-denied")) {
            Verdict verdict = server.play(settings -> {
                if (given.add("the mail")) {
                    sane(settings);
                }
            });
            assertThat(verdict.problems())
                    .anySatisfy(problem ->
                            assertThat(problem).isEqualTo("bob@partner.test never got the mail: it was lost"));
        }
    }

    @Test
    void clientThatSendsTwiceIsCaught() {
        try (Norelay server = Norelay.start("relay-denied")) {
            Verdict verdict = server.play(settings -> {
                sane(settings);
                sane(settings);
            });
            assertThat(verdict.problems())
                    .hasSize(2)
                    .contains("bob@partner.test has the mail 2 times, not 1")
                    .anySatisfy(problem -> assertThat(problem).startsWith("breach acknowledged-mail-resent: "));
            assertThat(verdict.findings())
                    .filteredOn(Finding::isBreach)
                    .extracting(Finding::id)
                    .containsExactly("acknowledged-mail-resent");
        }
    }

    @Test
    void whoHasTheMailIsNotAmongTheRecipientsAgain() {
        try (Norelay server = Norelay.start("one-of-three-refused")) {
            Verdict verdict = server.play(PlayTest::sane).assertGood();
            List<Attempt> attempts = verdict.attempts();
            assertThat(attempts.get(0).recipients()).hasSizeGreaterThan(1);
            assertThat(attempts.get(0).accepted()).isNotEmpty();
            assertThat(attempts.get(1).recipients())
                    .doesNotContainAnyElementsOf(attempts.get(0).accepted());
        }
    }
}
