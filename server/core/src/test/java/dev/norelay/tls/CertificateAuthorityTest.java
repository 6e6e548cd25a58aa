package dev.norelay.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norelay.tls.LeafProfile.Kind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-11-05T10:15:30.5Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final CertificateAuthority authority = CertificateAuthority.create(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void authorityIsValidTwentyYearsEitherWay() {
        assertThat(authority.certificate().getNotBefore()).isEqualTo("2006-11-05T10:15:30Z");
        assertThat(authority.certificate().getNotAfter()).isEqualTo("2046-11-05T10:15:30Z");
    }

    @Test
    void authorityMaySignCertificatesAndNothingElse() {
        boolean[] usage = authority.certificate().getKeyUsage();
        assertThat(usage).containsExactly(false, false, false, false, false, true, true, false, false);
        assertThat(authority.certificate().getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void twoAuthoritiesHaveDifferentNames() {
        CertificateAuthority other = CertificateAuthority.create(Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(other.certificate().getSubjectX500Principal())
                .isNotEqualTo(authority.certificate().getSubjectX500Principal());
    }

    @Test
    void pemIsTheCertificate() throws Exception {
        ByteArrayInputStream in = new ByteArrayInputStream(authority.pem().getBytes(StandardCharsets.US_ASCII));
        assertThat(CertificateFactory.getInstance("X.509").generateCertificate(in))
                .isEqualTo(authority.certificate());
        assertThat(authority.pem().lines()).allMatch(line -> line.length() <= 64);
    }

    @Test
    void trustStoreHoldsTheAuthorityAlone() throws Exception {
        assertThat(Collections.list(authority.trustStore().aliases())).hasSize(1);
        assertThat(authority.trustStore().getCertificate("norelay")).isEqualTo(authority.certificate());
    }

    @ParameterizedTest
    @CsvSource({
        "VALID, -30, 60",
        "EXPIRED, -90, -1",
        "NOT_YET_VALID, 1, 91",
        "WRONG_HOST, -30, 60",
        "SELF_SIGNED, -30, 60",
        "UNKNOWN_ISSUER, -30, 60",
        "MISSING_INTERMEDIATE, -30, 60",
        "WEAK_KEY, -30, 60"
    })
    void windowIsThatOfTheKind(Kind kind, int from, int until) {
        X509Certificate leaf = mint(kind, "localhost");
        Instant now = Instant.parse("2026-11-05T10:15:30Z");
        assertThat(leaf.getNotBefore()).isEqualTo(now.plus(Duration.ofDays(from)));
        assertThat(leaf.getNotAfter()).isEqualTo(now.plus(Duration.ofDays(until)));
    }

    @Test
    void namesAreAlternativeNamesOfTheirType() throws Exception {
        X509Certificate leaf = mint(Kind.VALID, "127.0.0.1", "mail.example.test", "::1", "*.example.test");
        assertThat(leaf.getSubjectAlternativeNames())
                .containsExactly(
                        List.of(7, "127.0.0.1"),
                        List.of(2, "mail.example.test"),
                        List.of(7, "0:0:0:0:0:0:0:1"),
                        List.of(2, "*.example.test"));
        assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=mail.example.test");
    }

    @Test
    void leafWithAddressesOnlyStillHasASubject() {
        assertThat(mint(Kind.VALID, "127.0.0.1").getSubjectX500Principal().getName())
                .isEqualTo("CN=norelay");
    }

    @ParameterizedTest
    @EnumSource
    void leafIsAServersAndNoAuthority(Kind kind) throws Exception {
        X509Certificate leaf = mint(kind, "localhost");
        assertThat(leaf.getVersion()).isEqualTo(3);
        assertThat(leaf.getSerialNumber()).isPositive();
        assertThat(leaf.getBasicConstraints()).isNegative();
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(leaf.getCriticalExtensionOIDs()).containsExactly("2.5.29.15");
        assertThat(leaf.getNonCriticalExtensionOIDs())
                .containsExactlyInAnyOrder("2.5.29.14", "2.5.29.17", "2.5.29.35", "2.5.29.37");
    }

    @ParameterizedTest
    @EnumSource
    void eachMintingHasItsOwnKeyAndSerial(Kind kind) {
        X509Certificate one = mint(kind, "localhost");
        X509Certificate two = mint(kind, "localhost");
        assertThat(one.getSerialNumber()).isNotEqualTo(two.getSerialNumber());
        assertThat(one.getPublicKey()).isNotEqualTo(two.getPublicKey());
    }

    @ParameterizedTest
    @EnumSource
    void theLeafAloneIsSentAndItsKeyFits(Kind kind) {
        ServerIdentity identity = authority.mint(LeafProfile.of(kind, "localhost"));
        assertThat(identity.chain()).containsExactly(identity.leaf());
        assertThat(identity.key().getAlgorithm())
                .isEqualTo(identity.leaf().getPublicKey().getAlgorithm());
    }

    @ParameterizedTest
    @EnumSource(names = {"VALID", "EXPIRED", "NOT_YET_VALID", "WRONG_HOST", "WEAK_KEY"})
    void leafIsSignedByTheAuthority(Kind kind) {
        X509Certificate leaf = mint(kind, "localhost");
        assertThatCode(() -> leaf.verify(authority.certificate().getPublicKey()))
                .doesNotThrowAnyException();
        assertThat(leaf.getIssuerX500Principal())
                .isEqualTo(authority.certificate().getSubjectX500Principal());
    }

    @ParameterizedTest
    @EnumSource(names = {"SELF_SIGNED", "UNKNOWN_ISSUER", "MISSING_INTERMEDIATE"})
    void leafIsSignedBySomebodyElse(Kind kind) {
        X509Certificate leaf = mint(kind, "localhost");
        assertThat(leaf.getIssuerX500Principal())
                .isNotEqualTo(authority.certificate().getSubjectX500Principal());
    }

    @Test
    void selfSignedLeafIsItsOwnIssuer() {
        X509Certificate leaf = mint(Kind.SELF_SIGNED, "localhost");
        assertThat(leaf.getIssuerX500Principal()).isEqualTo(leaf.getSubjectX500Principal());
        assertThatCode(() -> leaf.verify(leaf.getPublicKey())).doesNotThrowAnyException();
    }

    @Test
    void missingIntermediateIsAnotherOneEachTime() {
        assertThat(mint(Kind.MISSING_INTERMEDIATE, "localhost").getIssuerX500Principal())
                .isNotEqualTo(mint(Kind.MISSING_INTERMEDIATE, "localhost").getIssuerX500Principal());
    }

    @Test
    void intermediateIsVouchedForByTheAuthority() throws Exception {
        Validity validity = Validity.ofAuthority(NOW);
        Issuer root = Issuer.root("root", validity);
        X509Certificate intermediate = root.intermediate("middle", validity).certificate();
        assertThatCode(() -> intermediate.verify(root.certificate().getPublicKey()))
                .doesNotThrowAnyException();
        assertThat(intermediate.getBasicConstraints()).isZero();
    }

    @Test
    void weakKeyIsRsaOf1024Bits() {
        RSAPublicKey key = (RSAPublicKey) mint(Kind.WEAK_KEY, "localhost").getPublicKey();
        assertThat(key.getModulus().bitLength()).isEqualTo(1024);
    }

    @Test
    void wrongHostHasNoneOfTheNames() throws Exception {
        assertThat(mint(Kind.WRONG_HOST, "localhost", "::1").getSubjectAlternativeNames())
                .containsExactly(List.of(2, "wrong-host.invalid"));
    }

    @Test
    void deviceBehindMakesTheLeafNotYetValidNow() {
        X509Certificate leaf = mint(Duration.ofDays(-400));
        assertThatThrownBy(() -> leaf.checkValidity(Date.from(NOW)))
                .isInstanceOf(CertificateNotYetValidException.class);
        assertThatCode(() -> leaf.checkValidity(Date.from(NOW.plus(Duration.ofDays(400)))))
                .doesNotThrowAnyException();
    }

    @Test
    void deviceAheadMakesTheLeafExpiredNow() {
        X509Certificate leaf = mint(Duration.ofDays(400));
        assertThatThrownBy(() -> leaf.checkValidity(Date.from(NOW))).isInstanceOf(CertificateExpiredException.class);
        assertThatCode(() -> leaf.checkValidity(Date.from(NOW.minus(Duration.ofDays(400)))))
                .doesNotThrowAnyException();
    }

    /** The law: a right clock at t judges the leaf for a device as that device's clock judges an ordinary leaf. */
    @ParameterizedTest
    @ValueSource(longs = {-36_525, -20_000, -400, -91, -60, -31, -30, -1, 0, 1, 29, 59, 60, 61, 400, 20_000, 36_525})
    void rightClockJudgesTheLeafAsTheDeviceJudgesAnOrdinaryOne(long days) {
        Duration offset = Duration.ofDays(days);
        X509Certificate ordinary = mint(Duration.ZERO);
        X509Certificate shifted = mint(offset);
        for (long day : new long[] {-400, -91, -31, -30, -1, 0, 1, 59, 60, 61, 400}) {
            for (Duration nudge : List.of(SECOND.negated(), Duration.ZERO, SECOND)) {
                Instant device = NOW.plus(Duration.ofDays(day)).plus(nudge);
                assertThat(verdict(shifted, device.minus(offset)))
                        .as("offset %s days, device at day %s %s", days, day, nudge)
                        .isEqualTo(verdict(ordinary, device));
            }
        }
    }

    private X509Certificate mint(Kind kind, String... names) {
        return authority.mint(LeafProfile.of(kind, names)).leaf();
    }

    private X509Certificate mint(Duration clockOffset) {
        return authority
                .mint(new LeafProfile(Kind.VALID, List.of("localhost"), clockOffset))
                .leaf();
    }

    private static String verdict(X509Certificate leaf, Instant at) {
        try {
            leaf.checkValidity(Date.from(at));
            return "valid";
        } catch (CertificateExpiredException e) {
            return "expired";
        } catch (CertificateNotYetValidException e) {
            return "not yet valid";
        }
    }
}
