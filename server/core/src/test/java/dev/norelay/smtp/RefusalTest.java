package dev.norelay.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalTest {
    /** The design's own list: id, code, enhanced code, moment. */
    private static final String DESIGN = """
            service-unavailable 421 4.3.2 connect
            too-many-connections 421 4.7.0 connect
            tls-required 530 5.7.0 mail
            tls-unavailable 454 4.7.0 starttls
            authentication-required 530 5.7.0 mail
            credentials-invalid 535 5.7.8 auth
            app-password-required 534 5.7.9 auth
            mechanism-unsupported 504 5.5.4 auth
            mechanism-too-weak 534 5.7.9 auth
            encryption-required 538 5.7.11 auth
            authentication-unavailable 454 4.7.0 auth
            account-disabled 525 5.7.13 auth
            password-transition 432 4.7.12 auth
            too-many-failures 421 4.7.0 auth
            sender-not-owned 553 5.7.1 mail
            sender-refused 550 5.7.1 mail
            relay-denied 550 5.7.1 rcpt
            recipient-unknown 550 5.1.1 rcpt
            recipient-syntax 501 5.1.3 rcpt
            domain-takes-no-mail 556 5.1.10 rcpt
            mailbox-full 452 4.2.2 rcpt
            greylisted 450 4.7.1 rcpt
            too-many-recipients 452 4.5.3 rcpt
            too-large 552 5.3.4 mail
            storage-full 452 4.3.1 mail
            content-refused 554 5.7.1 end-of-data
            bare-newline 550 5.6.0 end-of-data
            rate-limited 450 4.7.1 mail
            quota-exceeded 550 5.4.5 mail
            """;

    static List<String> design() {
        return DESIGN.lines().toList();
    }

    @Test
    void theVocabularyIsTheDesigns() {
        assertThat(Arrays.stream(Refusal.values()).map(Refusal::id))
                .containsExactlyElementsOf(
                        design().stream().map(line -> line.split(" ", -1)[0]).toList());
    }

    @ParameterizedTest
    @MethodSource("design")
    void codesAndMomentsAreTheDesigns(String line) {
        Refusal refusal = Refusal.ofId(line.split(" ", -1)[0]).orElseThrow();
        String enhanced = refusal.words().enhanced().orElseThrow().toString();
        assertThat(String.join(
                        " ",
                        refusal.id(),
                        String.valueOf(refusal.words().code()),
                        enhanced,
                        refusal.moment().id()))
                .isEqualTo(line);
    }

    @ParameterizedTest
    @EnumSource
    void wordsAreOneLineThatBeginsWithItsEnhancedCode(Refusal refusal) {
        assertThat(refusal.words().lines()).singleElement().satisfies(line -> {
            EnhancedStatusCode enhanced =
                    EnhancedStatusCode.leading(line.text()).orElseThrow();
            assertThat(line.text()).startsWith(enhanced + " ");
            // RFC 2034 §4: both codes are of one class.
            assertThat(enhanced.status()).isEqualTo(line.code() / 100);
        });
        assertThat(refusal.words().text()).isNotBlank();
        assertThat(refusal.words().isPositive()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void onlyKnownPlaceholdersAreUsed(Refusal refusal) {
        String known = "\\{(recipient|recipient-domain|sender|user|helo|client|hostname|max-size)}";
        assertThat(refusal.words().text().replaceAll(known, "")).doesNotContain("{", "}");
    }

    @Test
    void anIdIsFoundExactlyAsItIsWritten() {
        assertThat(Refusal.ofId("relay-denied")).contains(Refusal.RELAY_DENIED);
        assertThat(Refusal.ofId("Relay-Denied")).isEmpty();
        assertThat(Refusal.ofId("RELAY_DENIED")).isEmpty();
        assertThat(Refusal.ofId("")).isEmpty();
    }
}
