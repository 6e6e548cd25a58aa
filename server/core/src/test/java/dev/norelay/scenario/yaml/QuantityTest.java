package dev.norelay.scenario.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({"-400d, PT-9600H", "2s, PT2S", "500ms, PT0.5S", "5m, PT5M", "15h, PT15H", "+1d, PT24H", "0s, PT0S"})
    void durationsCarryUnits(String text, Duration duration) {
        assertThat(Quantity.duration(text)).isEqualTo(duration);
    }

    @Test
    void aBareNumberIsNoDuration() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantity.duration("2"))
                .withMessageContaining("needs a unit (ms, s, m, h or d), such as 2s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "2 s", "1h30m", "2weeks", "1.5s", "9999999999d", "999999999d", "--1s"})
    void anythingElseIsNoDuration(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.duration(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "512, 512",
        "512B, 512",
        "2KB, 2000",
        "10MB, 10000000",
        "10 MB, 10000000",
        "10mb, 10000000",
        "10M, 10000000",
        "1GB, 1000000000",
        "1KiB, 1024",
        "10MiB, 10485760",
        "2GiB, 2147483648"
    })
    void sizesAreDecimalUnlessTheySayBinary(String text, long octets) {
        assertThat(Quantity.size(text)).isEqualTo(octets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MB", "1.5MB", "1 TB", "iB", "10iB", "999999999999999999GB", "9999999999999999999999"})
    void anythingElseIsNoSize(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.size(text));
    }

    @Test
    void aNegativeSizeIsToldApart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantity.size("-2KB"))
                .withMessageContaining("negative");
    }
}
