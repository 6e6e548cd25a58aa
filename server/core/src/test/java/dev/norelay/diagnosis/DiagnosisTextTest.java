package dev.norelay.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.scenario.Cause;
import dev.norelay.session.Security;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The reports that a person reads, whole. */
class DiagnosisTextTest {
    @Test
    void loginMissing() {
        Tape tape = new Tape(new Stage().tells(Cause.LOGIN_MISSING));
        tape.session("submission").upgraded().mail("bob@partner.test").quits();

        assertThat(tape.diagnosis()).hasToString("x");
    }

    @Test
    void passwordStale() {
        Tape tape = new Tape(new Stage());
        tape.session("submission")
                .upgraded()
                .plain("alice@example.test", "old-horse")
                .quits();

        assertThat(tape.diagnosis()).hasToString("x");
    }

    @Test
    void clockWrong() {
        Tape tape = new Tape(new Stage().clock(Duration.ofDays(-400)));
        tape.session("submission")
                .greeted()
                .says("EHLO client")
                .says("STARTTLS")
                .tlsFails("bad_certificate", "the client refused the certificate: bad_certificate");

        assertThat(tape.diagnosis()).hasToString("x");
    }

    @Test
    void portClosed() {
        Tape tape = new Tape(new Stage().client("old", Security.STARTTLS));

        assertThat(tape.diagnosis()).hasToString("x");
    }

    @Test
    void noSession() {
        Tape tape = new Tape(new Stage());

        assertThat(tape.diagnosis()).hasToString("x");
    }

    @Test
    void none() {
        Tape tape = new Tape(new Stage());
        tape.session("submission")
                .loggedIn()
                .mail("bob@partner.test")
                .delivers()
                .quits();

        assertThat(tape.diagnosis()).hasToString("x");
    }
}
