package dev.norelay.diagnosis;

import static dev.norelay.diagnosis.Outcomes.ALICE;
import static dev.norelay.diagnosis.Outcomes.BOB;
import static dev.norelay.diagnosis.Outcomes.on;
import static dev.norelay.diagnosis.Outcomes.submission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.journal.Event.How;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Phase;
import dev.norelay.session.Security;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which outcome of a run decides; the causes themselves are in the tests of their families. */
class DiagnosticianTest {

    static Stream<Arguments> withoutOutcome() {
        return Stream.of(
                Arguments.of(Named.of("connect and QUIT", submission().greeted().quits())),
                Arguments.of(Named.of(
                        "port probe",
                        submission().greeted().closes(How.CLIENT_CLOSED).tape())),
                Arguments.of(Named.of(
                        "port probe where TLS is due",
                        on(new Stage().client("submissions", Security.TLS), "submissions")
                                .closes(How.CLIENT_CLOSED)
                                .tape())),
                Arguments.of(Named.of("login tested", submission().loggedIn().quits())),
                Arguments.of(Named.of(
                        "address verified",
                        submission().loggedIn().mail(BOB).says("RSET").quits())),
                Arguments.of(
                        Named.of("going on", submission().loggedIn().mail(BOB).tape())),
                Arguments.of(Named.of(
                        "idle",
                        submission()
                                .greeted()
                                .says("EHLO client")
                                .closes(How.IDLE)
                                .tape())));
    }

    @ParameterizedTest
    @MethodSource
    void withoutOutcome(Tape tape) {
        assertThat(tape.ofLastSession()).isEmpty();
        assertThat(tape.diagnosis().cause()).isEqualTo(Cause.NO_SESSION);
        assertThat(tape.diagnosis().explanation()).contains("1 session").contains("port 2587");
    }

    @Test
    void newestOutcomeDecides() {
        Tape tape = new Tape(new Stage());
        tape.session("submission").upgraded().mail(BOB).quits();
        tape.session("submission").loggedIn().mail(BOB).delivers().quits();
        tape.session("submission").greeted().quits();

        assertThat(tape.diagnosis().cause()).isEqualTo(Cause.NONE);
    }

    @Test
    void whatWasBeforeTheRemedyIsHistory() {
        Tape tape = new Tape(new Stage());
        tape.session("submission").upgraded().mail(BOB).quits();
        tape.enters(Phase.FIXED);

        assertThat(tape.diagnosis().cause()).isEqualTo(Cause.NO_SESSION);
    }

    @Test
    void connectionThatOutlivesTheRemedyIsReadOn() {
        Tape tape = new Tape(new Stage());
        Talk kept = tape.session("submission").upgraded().mail(BOB).says("RSET");
        tape.enters(Phase.FIXED);

        assertThat(tape.diagnosis().cause()).isEqualTo(Cause.NO_SESSION);
        kept.mail(BOB);
        assertThat(tape.diagnosis().cause()).isEqualTo(Cause.LOGIN_MISSING);
        kept.says("RSET").plain(ALICE, "correct-horse").mail(BOB).delivers().quits();
        assertThat(tape.diagnosis().cause()).isEqualTo(Cause.NONE);
    }

    @Test
    void scenarioLendsItsWordsToTheCauseThatItTells() {
        Diagnosis told = on(new Stage().tells(Cause.LOGIN_MISSING), "submission")
                .upgraded()
                .mail(BOB)
                .quits()
                .diagnosis();

        assertThat(told.remedy()).isEqualTo("The story's remedy.");
        assertThat(told.seen()).containsEntry("Apple Mail", "Cannot Send Mail\n");
    }

    @Test
    void scenarioDoesNotDecideTheCause() {
        Diagnosis found = on(new Stage().tells(Cause.LOGIN_MISSING), "submission")
                .upgraded()
                .plain(ALICE, "old-horse")
                .quits()
                .diagnosis();

        assertThat(found.cause()).isEqualTo(Cause.PASSWORD_STALE);
        assertThat(found.remedy()).isEqualTo(Cause.PASSWORD_STALE.remedy());
        assertThat(found.seen()).isEqualTo(Map.of());
    }
}
