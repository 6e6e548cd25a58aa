package dev.norelay.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.norelay.tls.LeafProfile.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeafProfileTest {
    @Test
    void equalProfilesAreOneKeyOfACache() {
        assertThat(LeafProfile.of(Kind.VALID, "localhost", "::1", "localhost"))
                .isEqualTo(new LeafProfile(Kind.VALID, List.of("localhost", "::1"), Duration.ZERO))
                .hasSameHashCodeAs(LeafProfile.of(Kind.VALID, "localhost", "::1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "mail.example.test", "*.example.test", "xn--bcher-kva.test", "_smtp.a1.test"})
    void dnsNameIsWrittenAsSuch(String name) {
        assertThat(GeneralName.encode(name)).startsWith(0x82, name.length()).hasSize(name.length() + 2);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 6", "255.255.255.255, 6", "::1, 18", "fe80::1, 18", "2001:db8::192.0.2.33, 18"})
    void ipLiteralIsWrittenAsAddress(String name, int octets) {
        assertThat(GeneralName.encode(name)).startsWith(0x87, octets - 2).hasSize(octets);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "a b", "bücher.test", "mail.example.test.", "-a.test", "a-.test", "a..test", "*", "a.*.test",
                "256.0.0.1", "1.2.3", "127.0.0.01", "127.1", "1", ":", ":::", "1::2::3", "12345::1", "fe80::1%eth0",
                "[::1]", "::1.2.3", "a,b", "a=b"
            })
    void whatIsNeitherNameNorAddressIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeafProfile.of(Kind.VALID, name))
                .withMessageStartingWith("'" + name + "' is neither a DNS name nor an IP address");
    }

    @Test
    void nameOfTooManyOctetsIsRefused() {
        String label = "a".repeat(63) + ".";
        assertThat(GeneralName.isDnsName(label.repeat(3) + "a".repeat(61))).isTrue();
        assertThat(GeneralName.isDnsName(label.repeat(3) + "a".repeat(62))).isFalse();
        assertThat(GeneralName.isDnsName("a".repeat(64))).isFalse();
    }

    @Test
    void profileWithoutNameIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> LeafProfile.of(Kind.VALID));
    }

    @ParameterizedTest
    @ValueSource(ints = {-36_526, 36_526})
    void clockMoreThanACenturyWrongIsRefused(int days) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeafProfile(Kind.VALID, List.of("localhost"), Duration.ofDays(days)));
    }
}
