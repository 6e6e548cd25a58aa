package dev.norelay.diagnosis;

import static dev.norelay.diagnosis.Outcomes.assertFound;
import static dev.norelay.diagnosis.Outcomes.on;
import static dev.norelay.diagnosis.Outcomes.row;
import static dev.norelay.diagnosis.Outcomes.submission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.journal.Event.How;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Listener.Service;
import dev.norelay.session.Security;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Another port than the one that is meant, or none. */
class PortCausesTest {

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("ports")
    void findsTheCause(Tape tape, Cause cause, List<Cause> alternatives) {
        assertFound(tape, cause, alternatives);
    }

    static Stream<Arguments> ports() {
        Stage imap = new Stage().service("submission", 587, Service.IMAP);
        Stage silent = new Stage().service("submission", 587, Service.SILENT);
        Stage noTls = new Stage().client("submissions", Security.NONE);
        Stage tls = new Stage().client("submissions", Security.TLS);
        return Stream.of(
                row("IMAP", on(imap, "submission").closes(How.CLIENT_CLOSED).tape(), Cause.WRONG_SERVICE),
                row(
                        "silence",
                        on(silent, "submission").closes(How.CLIENT_CLOSED).tape(),
                        Cause.WRONG_SERVICE,
                        Cause.PLAIN_ON_TLS_PORT,
                        Cause.PORT_FILTERED),
                row(
                        "TLS on a plain port",
                        submission()
                                .greeted()
                                .shakesHands()
                                .closes(How.CLIENT_CLOSED)
                                .tape(),
                        Cause.TLS_ON_PLAIN_PORT),
                row(
                        "plaintext on a TLS port",
                        on(tls, "submissions")
                                .tlsFails(null, "plaintext came instead of a TLS handshake: EHLO client")
                                .tape(),
                        Cause.PLAIN_ON_TLS_PORT),
                row(
                        "no octet on a TLS port",
                        on(noTls, "submissions").closes(How.CLIENT_CLOSED).tape(),
                        Cause.PLAIN_ON_TLS_PORT),
                row(
                        "no octet on a TLS port, broken off",
                        on(noTls, "submissions")
                                .tlsFails(null, "the connection ended in the handshake")
                                .tape(),
                        Cause.PLAIN_ON_TLS_PORT),
                row(
                        "idle on a TLS port",
                        on(tls, "submissions").closes(How.IDLE).tape(),
                        Cause.PLAIN_ON_TLS_PORT));
    }

    static Stream<Arguments> nobodyCame() {
        return Stream.of(
                Arguments.of(new Stage(), Cause.NO_SESSION),
                Arguments.of(new Stage().client("old", Security.STARTTLS), Cause.PORT_CLOSED),
                Arguments.of(new Stage().typed(null, 26), Cause.PORT_CLOSED),
                Arguments.of(new Stage().typed(null, 5870), Cause.PORT_CLOSED),
                Arguments.of(new Stage().typed(null, 465), Cause.NO_SESSION),
                Arguments.of(new Stage().service("submission", 587, Service.IGNORE), Cause.PORT_FILTERED),
                Arguments.of(new Stage().service("submission", 587, Service.SILENT), Cause.NO_SESSION),
                Arguments.of(new Stage().typed("old.example.test", null), Cause.HOST_UNKNOWN),
                Arguments.of(new Stage().typed("127.0.0.1", null), Cause.NO_SESSION));
    }

    @ParameterizedTest
    @MethodSource
    void nobodyCame(Stage stage, Cause cause) {
        Diagnosis diagnosis = new Tape(stage).diagnosis();

        assertThat(diagnosis.cause()).isEqualTo(cause);
        assertThat(diagnosis.evidence()).isEmpty();
    }

    static Stream<Arguments> settingsWithWhichClientsDoNotEvenTry() {
        return Stream.of(
                Arguments.of(new Stage(), List.of()),
                Arguments.of(new Stage().blankPassword(), List.of(Cause.LOGIN_MISSING)),
                Arguments.of(new Stage().signedIn(), List.of(Cause.MECHANISM_NOT_SHARED)),
                Arguments.of(new Stage().mailFrom("alice@example..test"), List.of(Cause.SENDER_REFUSED)),
                Arguments.of(new Stage().mailTo("bob@partner..test"), List.of(Cause.RECIPIENT_REFUSED)));
    }

    @ParameterizedTest
    @MethodSource
    void settingsWithWhichClientsDoNotEvenTry(Stage stage, List<Cause> alternatives) {
        Diagnosis diagnosis = new Tape(stage).diagnosis();

        assertThat(diagnosis.cause()).isEqualTo(Cause.NO_SESSION);
        assertThat(diagnosis.alternatives()).isEqualTo(alternatives);
    }

    @Test
    void whoCameKnewTheHost() {
        Tape tape = on(new Stage().typed("mail.example.test", null), "submission")
                .greeted()
                .quits();

        assertThat(tape.diagnosis().cause()).isEqualTo(Cause.NO_SESSION);
    }
}
