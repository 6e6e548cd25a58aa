package dev.norelay.junit5;

import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.recipient;
import static dev.norelay.scenario.Rules.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.norelay.Norelay;
import dev.norelay.journal.JournalLimits;
import dev.norelay.smtp.Moment;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureReportTest {

    static class FailingCase {
        @Test
        @WithScenario("open")
        void refusesAnn(Norelay server) throws IOException {
            server.add(on(Moment.RCPT).when(recipient("ann@partner.test")).then(reply("550 5.1.1 no such user")));
            assertThat(Smtp.rcpt(server, "ann@partner.test")).startsWith("250");
        }
    }

    @Test
    void aFailedTestPrintsDialogueAndDiagnosis() {
        Jupiter run = Jupiter.run(FailingCase.class);
        assertThat(run.failures()).hasSize(1);
        assertThat(run.printed())
                .startsWith("norelay: FailureReportTest$FailingCase > refusesAnn(Norelay) failed; scenario open, phase"
                        + " broken, saw:\n")
                .contains("C: RCPT TO:<ann@partner.test>\nS: 550 5.1.1 no such user\n")
                .contains("\ndiagnosis: recipient-refused: ", "\n  remedy: ")
                .containsOnlyOnce("norelay: ")
                .endsWith("\n\n");
    }

    static class SharedFailingCase {
        @RegisterExtension
        static final NorelayExtension smtp = NorelayExtension.scenario("relay-denied");

        @Nested
        class Inside {
            @ParameterizedTest
            @ValueSource(strings = {"ann@partner.test", "alice@example.test"})
            void relays(String recipient) throws IOException {
                assertThat(Smtp.rcpt(smtp.server(), recipient)).startsWith("250");
            }
        }
    }

    @Test
    void onlyTheInvocationThatFailedPrints() {
        Jupiter run = Jupiter.run(SharedFailingCase.class);
        assertThat(run.failures()).hasSize(1);
        assertThat(run.printed())
                .startsWith("norelay: FailureReportTest$SharedFailingCase > Inside > relays(String) > [1] ")
                .contains("RCPT TO:<ann@partner.test>", "diagnosis: ")
                .doesNotContain("RCPT TO:<alice@example.test>")
                .containsOnlyOnce("norelay: ");
    }

    @WithScenario("open")
    static class FailingBeforeCase {
        @BeforeEach
        void sends(Norelay server) {
            throw new IllegalStateException("on purpose, with port " + server.port("submission"));
        }

        @Test
        void neverRuns() {}
    }

    @WithScenario("open")
    static class FailingAfterCase {
        @Test
        void passes() {}

        @AfterEach
        void sends(Norelay server) {
            throw new IllegalStateException("on purpose, with port " + server.port("submission"));
        }
    }

    @Test
    void beforeAndAfterBelongToTheTest() {
        assertThat(Jupiter.run(FailingBeforeCase.class).printed())
                .contains("neverRuns() failed", "nobody connected", "diagnosis: no-session");
        assertThat(Jupiter.run(FailingAfterCase.class).printed())
                .contains("passes() failed", "nobody connected", "diagnosis: no-session");
    }

    static class PassingCase {
        @RegisterExtension
        static final NorelayExtension smtp = NorelayExtension.scenario("relay-denied");

        @Test
        void passes(Norelay server) throws IOException {
            assertThat(Smtp.rcpt(server, "bob@partner.test")).startsWith("5");
        }

        @Test
        @WithScenario("open")
        void isAborted(Norelay server) {
            assumeTrue(server.port("submission") < 0, "on purpose");
        }
    }

    @Test
    void nothingIsPrintedOtherwise() {
        Jupiter run = Jupiter.run(PassingCase.class);
        run.results()
                .testEvents()
                .assertStatistics(
                        statistics -> statistics.succeeded(1).aborted(1).failed(0));
        assertThat(run.printed()).isEmpty();
    }

    static class ClosedInsideCase {
        @Test
        @WithScenario("open")
        void closesItself(Norelay server) {
            try (server) {
                throw new IllegalStateException("on purpose");
            }
        }
    }

    @Test
    void aServerThatTheTestClosedDoesNotHideTheFailure() {
        assertThat(Jupiter.run(ClosedInsideCase.class).failures())
                .singleElement()
                .satisfies(
                        failure -> assertThat(failure).hasMessage("on purpose").hasNoSuppressedExceptions());
    }

    static class PlayedCase {
        @Test
        @WithScenario("relay-denied")
        void isSilent(Norelay server) {
            server.play(settings -> Smtp.rcpt(server, settings.recipients().get(0)))
                    .assertGood();
        }
    }

    @Test
    void aVerdictsDialogueIsNotPrintedAgain() {
        Jupiter run = Jupiter.run(PlayedCase.class);
        assertThat(run.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.getMessage()).contains("C: RCPT TO:<bob@partner.test>"));
        assertThat(run.printed())
                .isEqualTo(
                        "norelay: FailureReportTest$PlayedCase > isSilent(Norelay) failed; scenario relay-denied, phase"
                                + " fixed; its dialogue stands in the failure\n\n");
    }

    static class OverflowingCase {
        @RegisterExtension
        static final NorelayExtension smtp =
                NorelayExtension.of(Norelay.builder().open().journal(new JournalLimits(8, 1, 1_000)));

        @Test
        void fails(Norelay server) throws IOException {
            for (int often = 0; often < 3; often++) {
                Smtp.rcpt(server, "ann@partner.test");
            }
            assertThat(server.messages()).isNotEmpty();
        }
    }

    @Test
    void whereTheJournalHadToDropTheRestIsPrinted() {
        Jupiter run = Jupiter.run(OverflowingCase.class);
        assertThat(run.failures()).hasSize(1);
        assertThat(run.printed())
                .contains("entries dropped: raise maxEntries", "\ndiagnosis: ", "\nno findings: ")
                .contains("S: 221");
    }
}
