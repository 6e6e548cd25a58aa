package dev.norelay.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTest {

    @Test
    void theNullPathIsEmptyAndNobodys() {
        assertThat(Path.NULL.isNull()).isTrue();
        assertThat(Path.NULL.isPostmaster()).isFalse();
        assertThat(Path.NULL.normalized()).isEmpty();
        assertThat(Path.NULL).hasToString("");
    }

    @Test
    void anEmptyQuotedLocalPartIsNotTheNullPath() {
        assertThat(new Path("\"\"@example.test", "", "example.test").isNull()).isFalse();
    }

    @Test
    void comparisonIgnoresTheDomainsCaseAndQuotesButNotTheLocalPartsCase() {
        Path plain = new Path("Ann@Example.TEST", "Ann", "Example.TEST");
        Path quoted = new Path("\"Ann\"@example.test", "Ann", "example.test");
        assertThat(plain.normalized())
                .isEqualTo("Ann@example.test")
                .isEqualTo(quoted.normalized())
                .isNotEqualTo(new Path("ann@example.test", "ann", "example.test").normalized());
    }

    @Test
    void aBarePostmasterIsComparedWithoutADomain() {
        assertThat(new Path("Postmaster", "Postmaster", "").normalized()).isEqualTo("Postmaster");
    }

    @Test
    void asTextItIsAsTheClientWroteIt() {
        assertThat(new Path("\"Ann B\"@Example.TEST", "Ann B", "Example.TEST")).hasToString("\"Ann B\"@Example.TEST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postmaster", "Postmaster", "POSTMASTER", "pOsTmAsTeR"})
    void postmasterIsKnownInAnyCase(String localPart) {
        assertThat(new Path(localPart, localPart, "").isPostmaster()).isTrue();
        assertThat(new Path(localPart + "@example.test", localPart, "example.test").isPostmaster())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "postmaster2", "post master", "po\u017ftmaster"})
    void nobodyElseIsPostmaster(String localPart) {
        assertThat(new Path(localPart + "@example.test", localPart, "example.test").isPostmaster())
                .isFalse();
    }
}
