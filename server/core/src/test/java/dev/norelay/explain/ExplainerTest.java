package dev.norelay.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.scenario.Cause;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainerTest {
    private static final Explainer EXPLAINER = Explainer.ofCatalogue();

    private static List<String> causes(String text) {
        return EXPLAINER.explain(text).causes().stream()
                .map(likely -> likely.cause().id())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "550 5.7.1 <ann@partner.test>: Relay access denied | login-missing",
                "535 | credentials-wrong",
                "RELAY   access\tDENIED | login-missing",
                "5.7.139 | app-password-needed",
                "curl: (67) Login denied | credentials-wrong",
                "curl: (60) SSL certificate problem: certificate is not yet valid | clock-wrong",
                "jakarta.mail.AuthenticationFailedException: 535 5.7.8 Error: authentication failed: | credentials-wrong",
                "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Username and Password not accepted.') | credentials-wrong",
                "sun.security.validator.ValidatorException: PKIX path building failed: x | certificate-issuer",
                "java.security.cert.CertificateExpiredException: NotAfter: Sun Nov 1 | certificate-expired",
                "smtplib.SMTPNotSupportedError: SMTP AUTH extension not supported by server. | login-not-offered",
                "ConnectionRefusedError: [Errno 111] Connection refused | port-closed",
                "code: 'EAUTH', response: '535 Incorrect authentication data' | credentials-wrong",
                "{\"error\":\"550 5.7.1 \\u003cann@partner.test\\u003e: Relay access\\r\\ndenied\"} | login-missing",
                "curl: (55) RCPT failed: 452 | recipient-refused",
                "0x800CCC79 | login-missing",
                "Error number: 0x800ccc0d | host-unknown",
                "The recipient “a@b.test” was rejected by the server because it does not allow relaying. | login-missing",
                "553 sorry, that domain isn’t in my list of allowed rcpthosts (#5.7.1) | login-missing",
                "Sender address is not allowed. | sender-refused",
            })
    void aLineIsExplained(String line, String cause) {
        assertThat(causes(line)).first().isEqualTo(cause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n ", "hello, how are you?", "587", "0000", "\u0000\u0001\u0002", "<html></html>"})
    void whatNobodySaysIsNotKnown(String text) {
        assertThat(EXPLAINER.explain(text).isKnown()).isFalse();
    }

    @Test
    void numbersThatAreNoReplyCodesAreNotTaken() {
        assertThat(Words.of("port 465, after 502 ms, 10.5.5.1, smtpd[554]:, 2026-11-05, version 4.5.6.7, host:443")
                        .codes())
                .isEmpty();
        assertThat(Words.of("(550, b'5.1.1 no') 454-4.7.0 x (#5.7.1) 535").codes())
                .containsExactly(
                        new Code("550", "5.1.1"), new Code("454", "4.7.0"), new Code("", "5.7.1"), new Code("535", ""));
    }

    @Test
    void whoSaysItAndWhereThatIsFromIsTold() {
        Likely first = EXPLAINER
                .explain("535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [XY1.prod]")
                .causes()
                .get(0);

        assertThat(first.cause()).isEqualTo(Cause.APP_PASSWORD_NEEDED);
        assertThat(first.because().get(0).whose()).containsExactly("Outlook.com");
        assertThat(first.because().get(0).sources()).isNotEmpty();
        assertThat(first.stories()).isNotEmpty();
    }

    @Test
    void aStoryIsReplayedInTheWordsOfWhoSaidIt() {
        assertThat(EXPLAINER
                        .explain("550 5.7.1 <ann@partner.test>... Relaying denied. Proper authentication required.")
                        .causes()
                        .get(0)
                        .stories()
                        .get(0)
                        .command())
                .isEqualTo("norelay run relay-denied --dialect sendmail");
    }

    @Test
    void falseFriendsAreNoted() {
        assertThat(EXPLAINER
                        .explain("454 4.7.1 <ann@partner.test>: Relay access denied")
                        .notes())
                .singleElement()
                .asString()
                .contains("False friend", "does not pass by itself");
        assertThat(EXPLAINER
                        .explain("554 Your message was received but it could not be saved. Please retry later.")
                        .notes())
                .singleElement()
                .asString()
                .contains("False friend", "trying again later helps");
        assertThat(EXPLAINER
                        .explain("554 5.7.1 <ann@partner.test>: Relay access denied")
                        .notes())
                .isEmpty();
    }

    /** In well under a second each; had the work grown with the square of the length, it would be hours. */
    @Test
    @Timeout(120)
    void aLongTextIsReadToItsEnd() {
        String filling = "sorry that domain isn't in my list of authentication failed error too many 550 5.7.1 <a@b>\n";
        String text = filling.repeat(10_000) + "curl: (67) Login denied";

        assertThat(EXPLAINER.explain(text).isKnown()).isTrue();
        assertThat(EXPLAINER.explain("((((((((((".repeat(100_000)).isKnown()).isFalse();
        assertThat(EXPLAINER.explain("\\".repeat(1_000_001)).isKnown()).isFalse();
        assertThat(EXPLAINER.explain("&".repeat(1_000_001)).isKnown()).isFalse();
        assertThat(EXPLAINER.explain("S: 250-" + "x ".repeat(500_000)).isKnown())
                .isFalse();
    }
}
