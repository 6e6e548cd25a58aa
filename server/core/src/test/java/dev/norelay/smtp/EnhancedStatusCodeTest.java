package dev.norelay.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnhancedStatusCodeTest {

    @ParameterizedTest
    @CsvSource({
        "2.1.0 Ok, 2, 1, 0",
        "4.7.1, 4, 7, 1",
        "5.1.10 Domain does not accept mail, 5, 1, 10",
        "5.7.999 x, 5, 7, 999",
        "5.999.0 x, 5, 999, 0",
        "'5.0.0 ', 5, 0, 0",
        "'5.7.1  two blanks', 5, 7, 1"
    })
    void aTextMayBeginWithOne(String text, int status, int subject, int detail) {
        EnhancedStatusCode expected = new EnhancedStatusCode(status, subject, detail);
        assertThat(EnhancedStatusCode.leading(text)).contains(expected);
        assertThat(text).startsWith(expected.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Ok",
                "5",
                "5.1",
                "5.1.",
                "5.1.1.1 x",
                "5.1.1x",
                "5.1.1: x",
                "5.1.1\tx",
                " 5.1.1 x",
                "0.1.1 x",
                "1.1.1 x",
                "3.1.1 x",
                "6.1.1 x",
                "55.1.1 x",
                "5.1000.1 x",
                "5.1.1000 x",
                "5.-1.1 x",
                "5.01.1 x",
                "5.1.01 x",
                "5.00.0 x",
                "#5.1.1 x",
                "\u0665.1.1 x",
                "5. 1.1 x"
            })
    void otherTextsDoNot(String text) {
        assertThat(EnhancedStatusCode.leading(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"3, 0, 0", "0, 0, 0", "5, -1, 0", "5, 0, -1", "5, 1000, 0", "5, 0, 1000"})
    void numbersOutOfRangeAreRefused(int status, int subject, int detail) {
        assertThatIllegalArgumentException().isThrownBy(() -> new EnhancedStatusCode(status, subject, detail));
    }
}
