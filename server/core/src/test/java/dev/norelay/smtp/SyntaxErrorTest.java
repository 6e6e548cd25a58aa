package dev.norelay.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SyntaxErrorTest {

    @ParameterizedTest
    @CsvSource({
        "LINE_TOO_LONG, 500, 5.5.2",
        "AUTHENTICATION_LINE_TOO_LONG, 500, 5.5.6",
        "BARE_NEWLINE, 500, 5.5.2",
        "ODD_OCTETS, 500, 5.5.2",
        "TLS_HANDSHAKE, 501, 5.5.4",
        "CHUNK, 501, 5.5.4",
        "ARGUMENTS, 501, 5.5.4",
        "NO_ARGUMENTS_ALLOWED, 501, 5.5.4",
        "REVERSE_PATH, 501, 5.1.7",
        "FORWARD_PATH, 501, 5.1.3",
        "PARAMETER_UNKNOWN, 555, 5.5.4",
        "NON_ASCII_ADDRESS, 553, 5.6.7",
        "BASE64, 501, 5.5.2",
        "AUTHENTICATION_CANCELLED, 501, 5.7.0"
    })
    void codesAreThoseOfTheStandards(SyntaxError error, int code, String enhanced) {
        assertThat(error.reply().code()).isEqualTo(code);
        assertThat(error.reply().enhanced()).map(EnhancedStatusCode::toString).contains(enhanced);
    }

    @Test
    void theTableAboveIsComplete() {
        assertThat(SyntaxError.values()).hasSize(14);
    }

    @ParameterizedTest
    @EnumSource
    void eachSaysMoreThanItsCodes(SyntaxError error) {
        assertThat(error.reply().text()).isNotBlank();
    }
}
