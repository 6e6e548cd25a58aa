package dev.norelay.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerTest {
    @ParameterizedTest
    @CsvSource({
        "1949-12-31T23:59:59Z, 180f31393439313233313233353935395a", // GeneralizedTime
        "1950-01-01T00:00:00Z, 170d3530303130313030303030305a", // UTCTime
        "2049-12-31T23:59:59.9Z, 170d3439313233313233353935395a",
        "2050-01-01T00:00:00Z, 180f32303530303130313030303030305a"
    })
    void timeIsUtcTimeWhileTwoDigitsSayTheYear(Instant instant, String hex) {
        assertThat(HexFormat.of().formatHex(Der.time(instant))).isEqualTo(hex);
    }

    @ParameterizedTest
    @CsvSource({"0, 0400", "127, 047f", "128, 048180", "255, 0481ff", "256, 04820100", "65536, 0483010000"})
    void lengthTakesAsFewOctetsAsItCan(int length, String header) {
        byte[] encoded = Der.octetString(new byte[length]);
        assertThat(encoded).startsWith(HexFormat.of().parseHex(header)).hasSize(length + header.length() / 2);
    }

    @ParameterizedTest
    @CsvSource({"0, 020100", "127, 02017f", "128, 02020080", "65537, 0203010001"})
    void positiveIntegerStaysPositive(BigInteger value, String hex) {
        assertThat(HexFormat.of().formatHex(Der.integer(value))).isEqualTo(hex);
    }

    @ParameterizedTest
    @CsvSource({
        "2.5.29.17, 0603551d11",
        "1.2.840.10045.4.3.2, 06082a8648ce3d040302",
        "1.3.6.1.5.5.7.3.1, 06082b06010505070301"
    })
    void objectIdentifierIsInBase128(String dotted, String hex) {
        assertThat(HexFormat.of().formatHex(Der.oid(dotted))).isEqualTo(hex);
    }
}
