package dev.norelay.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.journal.Event.How;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Certificate;
import dev.norelay.session.Security;
import dev.norelay.smtp.Moment;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsCausesTest {
    private static final String NOT_SAID = "the client closed the connection in the handshake";

    private static Talk startTls(Stage stage) {
        return new Tape(stage)
                .session("submission")
                .greeted()
                .says("EHLO client")
                .says("STARTTLS");
    }

    private static Diagnosis refused(Stage stage, @Nullable String alert) {
        return startTls(stage)
                .tlsFails(alert, alert == null ? NOT_SAID : "the client refused: " + alert)
                .tape()
                .diagnosis();
    }

    private static void assertCauses(Diagnosis diagnosis, String causes) {
        List<Cause> expected = Arrays.stream(causes.split(" ", -1))
                .map(id -> Cause.ofId(id).orElseThrow())
                .toList();
        assertThat(diagnosis.cause()).as("%s", diagnosis).isEqualTo(expected.get(0));
        assertThat(diagnosis.alternatives()).as("%s", diagnosis).isEqualTo(expected.subList(1, expected.size()));
        assertThat(diagnosis.evidence()).isNotEmpty();
    }

    // Alerts as Java 17 and 25, OpenSSL, Go, GnuTLS (and, with none, Node and msmtp) send them.
    @ParameterizedTest
    @CsvSource({
        "expired, certificate_expired, certificate-expired clock-wrong",
        "expired, certificate_unknown, certificate-expired clock-wrong",
        "expired, bad_certificate, certificate-expired clock-wrong",
        "expired, , certificate-expired clock-wrong",
        "expired, unknown_ca, certificate-issuer certificate-expired",
        "not-yet-valid, bad_certificate, certificate-not-yet-valid clock-wrong",
        "wrong-host, certificate_unknown, certificate-name",
        "wrong-host, , certificate-name",
        "wrong-host, certificate_expired, clock-wrong certificate-expired certificate-name",
        "self-signed, unknown_ca, certificate-issuer",
        "unknown-issuer, certificate_unknown, certificate-issuer",
        "missing-intermediate, bad_certificate, certificate-issuer",
        "weak-key, bad_certificate, certificate-issuer",
        "valid, certificate_expired, clock-wrong certificate-expired",
        "valid, unknown_ca, certificate-issuer",
        "valid, certificate_unknown, certificate-issuer certificate-name clock-wrong",
        "valid, bad_certificate, certificate-issuer clock-wrong certificate-name",
        "valid, , certificate-issuer certificate-name clock-wrong",
        "expired, protocol_version, tls-version",
        "valid, handshake_failure, tls-version certificate-issuer",
        "valid, decode_error, connection-lost tls-version"
    })
    void refusalIsCombinedWithTheCertificateShown(String certificate, @Nullable String alert, String causes) {
        Stage stage = new Stage().shows(Certificate.ofId(certificate).orElseThrow());

        assertCauses(refused(stage, alert), causes);
    }

    @ParameterizedTest
    @CsvSource({
        "-400, bad_certificate, clock-wrong certificate-not-yet-valid",
        "-400, , clock-wrong certificate-not-yet-valid",
        "365, certificate_expired, clock-wrong certificate-expired",
        "365, certificate_unknown, clock-wrong certificate-expired",
        "365, unknown_ca, certificate-issuer clock-wrong"
    })
    void deviceWithAWrongClock(int days, @Nullable String alert, String causes) {
        assertCauses(refused(new Stage().clock(Duration.ofDays(days)), alert), causes);
    }

    @ParameterizedTest
    @CsvSource({
        "0, valid, certificate-issuer certificate-name clock-wrong",
        "0, wrong-host, certificate-name",
        "-400, valid, clock-wrong certificate-not-yet-valid"
    })
    void leavingWithoutACommandIsARefusalToo(int days, String certificate, String causes) {
        Stage stage = new Stage()
                .clock(Duration.ofDays(days))
                .shows(Certificate.ofId(certificate).orElseThrow());

        Diagnosis startTls =
                startTls(stage).tls().closes(How.CLIENT_RESET).tape().diagnosis();
        assertCauses(startTls, causes);
        assertThat(startTls.explanation()).contains("probably");
        assertCauses(
                new Tape(stage)
                        .session("submissions")
                        .greeted()
                        .closes(How.CLIENT_CLOSED)
                        .tape()
                        .diagnosis(),
                causes);
        assertCauses(startTls(stage).closes(How.CLIENT_CLOSED).tape().diagnosis(), causes);
    }

    @Test
    void certificateWithoutTheNameThatWasTypedIsForAnotherHost() {
        Stage stage = new Stage().typed("mail.old.test", null).shows(Certificate.VALID, "mail.example.test");

        assertCauses(refused(stage, "bad_certificate"), "certificate-name");
        assertCauses(
                refused(stage.typed("mail.example.test", null), "bad_certificate"),
                "certificate-issuer clock-wrong certificate-name");
    }

    @Test
    void serverMayBeTheOneThatFindsNoVersion() {
        assertCauses(refused(new Stage().knows("TLSv1"), null), "tls-version");
        assertCauses(
                startTls(new Stage())
                        .tlsFails(null, "no cipher suites in common")
                        .tape()
                        .diagnosis(),
                "tls-version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Empty client certificate chain", "PKIX path building failed: no path"})
    void serverMayBeTheOneThatRefusesACertificate(String explanation) {
        assertCauses(startTls(new Stage()).tlsFails(null, explanation).tape().diagnosis(), "connection-lost");
    }

    @Test
    void handshakeThatTheServerSpoilsIsNoRefusal() {
        assertCauses(
                startTls(new Stage())
                        .fault(Moment.TLS, "garbage")
                        .tlsFails(null, NOT_SAID)
                        .tape()
                        .diagnosis(),
                "connection-lost tls-version");
    }

    @ParameterizedTest
    @CsvSource({
        "refuse, , tls-version connection-lost",
        "refuse: protocol-version, , tls-version",
        "old-version, protocol_version, tls-version",
        "old-version, illegal_parameter, tls-version",
        "garbage, protocol_version, connection-lost tls-version",
        "plaintext, unexpected_message, connection-lost tls-version",
        "abort, , connection-lost tls-version",
        "stall, , connection-lost tls-version",
        "stall, user_canceled, connection-lost tls-version"
    })
    void whatTheServerDidIsTheCauseWhateverTheClientSays(String fault, @Nullable String alert, String causes) {
        assertCauses(
                startTls(new Stage())
                        .fault(Moment.TLS, fault)
                        .tlsFails(alert, NOT_SAID)
                        .tape()
                        .diagnosis(),
                causes);
    }

    @Test
    void whoSaysOnlyQuitBehindABadCertificateProbablyRefusedIt() {
        assertCauses(
                startTls(new Stage().shows(Certificate.EXPIRED)).tls().quits().diagnosis(),
                "certificate-expired clock-wrong no-session");
    }

    @Test
    void whoSaysQuitInsideTlsRefusesNothing() {
        assertThat(new Tape(new Stage().client("submissions", Security.TLS))
                        .session("submissions")
                        .greeted()
                        .quits()
                        .ofLastSession())
                .isEmpty();
    }
}
