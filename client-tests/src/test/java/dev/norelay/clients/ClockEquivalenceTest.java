package dev.norelay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.journal.Event;
import dev.norelay.journal.SessionRecord;
import dev.norelay.scenario.Cause;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code client.clock} promises that a client with a right clock meets what one with that wrong clock would meet. So
 * the same program runs twice: with a right clock against a certificate that was shifted, and with a wrong clock (by
 * faketime) against a good one. It must fail in the same way.
 */
class ClockEquivalenceTest {
    /** As Java prints the dates of a certificate. */
    private static final Pattern DATE = Pattern.compile("\\w{3} \\w{3} \\d{2} \\d{2}:\\d{2}:\\d{2} \\S+ \\d{4}");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "curl, clock-skew, CERTIFICATE_NOT_YET_VALID",
        "curl, clock-skew-ahead, CERTIFICATE_EXPIRED",
        "smtplib, clock-skew, CERTIFICATE_NOT_YET_VALID",
        "smtplib, clock-skew-ahead, CERTIFICATE_EXPIRED",
        "Java program, clock-skew, CERTIFICATE_NOT_YET_VALID",
        "Java program, clock-skew-ahead, CERTIFICATE_EXPIRED"
    })
    void shiftedCertificateFailsAsTheWrongClockDoes(String name, String scenario, Cause other) throws Exception {
        try (Norelay server = Norelay.start(scenario)) {
            MailClient sound = client(name, Duration.ZERO);
            MailClient skewed = client(name, server.scenario().broken().client().clock());
            Installed.assume(skewed);

            Outcome played = sound.send(server.settings());
            Diagnosis ofPlayed = server.diagnosis();
            ClientSettings goodCertificate = server.fix();
            Outcome real = skewed.send(goodCertificate);
            Diagnosis ofReal = server.diagnosis();

            assertThat(played.sent()).isFalse();
            assertThat(real.kind()).isEqualTo(played.kind());
            assertThat(withoutDates(real)).isEqualTo(withoutDates(played));
            List<SessionRecord> sessions = server.journal().sessions();
            assertThat(sessions).hasSize(2);
            assertThat(alert(sessions.get(1))).isEqualTo(alert(sessions.get(0)));

            assertThat(ofPlayed.cause()).isEqualTo(Cause.CLOCK_WRONG);
            assertThat(ofPlayed.alternatives()).containsExactly(other);
            assertFindsTheClock(ofReal, alert(sessions.get(1)));

            // So it was the clock, and nothing else.
            Outcome delivered = sound.send(goodCertificate);
            assertThat(delivered.sent()).as(delivered.shown()).isTrue();
            assertThat(server.messages()).hasSize(1);
        }
    }

    /**
     * Nobody has told norelay of that clock. One alert gives it away; from the others it can be no more than possible,
     * behind the commoner case that the CA is not installed.
     */
    private static void assertFindsTheClock(Diagnosis diagnosis, String alert) {
        if (alert.equals("certificate_expired")) {
            assertThat(diagnosis.cause()).isEqualTo(Cause.CLOCK_WRONG);
        } else {
            assertThat(alert).isIn("bad_certificate", "certificate_unknown");
            assertThat(diagnosis.cause()).isEqualTo(Cause.CERTIFICATE_ISSUER);
            assertThat(diagnosis.alternatives()).contains(Cause.CLOCK_WRONG);
        }
    }

    private static String alert(SessionRecord session) {
        return session.events(Event.TlsFailed.class)
                .findFirst()
                .flatMap(Event.TlsFailed::alertName)
                .orElseThrow(() -> new AssertionError("no TLS alert in\n" + session.transcript()));
    }

    private static String withoutDates(Outcome outcome) {
        return DATE.matcher(outcome.shown()).replaceAll("(a date)");
    }

    private static MailClient client(String name, Duration clock) {
        return switch (name) {
            case "curl" -> new Curl(new Curl().program().at(clock));
            case "smtplib" -> new Smtplib(new Smtplib().program().at(clock));
            default -> new AngusProgram(new AngusProgram().program().at(clock));
        };
    }
}
