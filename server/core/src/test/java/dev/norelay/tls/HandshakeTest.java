package dev.norelay.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.norelay.tls.LeafProfile.Kind;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Java client, one that checks names, says to each kind of leaf. */
class HandshakeTest {
    private static final List<String> NAMES = List.of("localhost", "mail.example.test", "127.0.0.1", "::1");

    private final CertificateAuthority authority = CertificateAuthority.create(Clock.systemUTC());

    @ParameterizedTest
    @CsvSource({
        "TLSv1.2, localhost", "TLSv1.2, mail.example.test", "TLSv1.2, 127.0.0.1", "TLSv1.2, ::1",
        "TLSv1.3, localhost", "TLSv1.3, mail.example.test", "TLSv1.3, 127.0.0.1", "TLSv1.3, ::1"
    })
    void validLeafIsAcceptedUnderEachName(String version, String host) {
        assertThatCode(() -> shake(Kind.VALID, host, version)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, 127.0.0.2", "TLSv1.3, example.test"})
    void validLeafIsRefusedUnderAnotherName(String version, String host) {
        assertThat(refusal(Kind.VALID, host, version)).hasMessageContaining("No subject alternative");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void expiredLeafIsRefusedAsExpired(String version) {
        assertThat(refusal(Kind.EXPIRED, "localhost", version))
                .hasRootCauseInstanceOf(CertificateExpiredException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void notYetValidLeafIsRefusedAsNotYetValid(String version) {
        assertThat(refusal(Kind.NOT_YET_VALID, "localhost", version))
                .hasRootCauseInstanceOf(CertificateNotYetValidException.class);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, localhost", "TLSv1.3, localhost", "TLSv1.3, 127.0.0.1"})
    void leafOfAnotherHostIsRefusedForItsName(String version, String host) {
        assertThat(refusal(Kind.WRONG_HOST, host, version)).hasMessageContaining("No subject alternative");
    }

    @ParameterizedTest
    @CsvSource({
        "SELF_SIGNED, TLSv1.2", "UNKNOWN_ISSUER, TLSv1.2", "MISSING_INTERMEDIATE, TLSv1.2",
        "SELF_SIGNED, TLSv1.3", "UNKNOWN_ISSUER, TLSv1.3", "MISSING_INTERMEDIATE, TLSv1.3"
    })
    void leafWithoutPathToTheAuthorityIsRefusedForItsPath(Kind kind, String version) {
        assertThat(refusal(kind, "localhost", version))
                .hasMessageContaining("unable to find valid certification path to requested target");
    }

    /** OpenSSL's clients refuse it ({@link OpenSslTest}); that Java's do not is part of the scenario. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void weakKeyIsAcceptedByJava(String version) {
        assertThatCode(() -> shake(Kind.WEAK_KEY, "localhost", version)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {-20_000, -400, -31})
    void deviceBehindMeetsALeafThatIsNotYetValid(int days) {
        assertThat(refusal(offset(days))).hasRootCauseInstanceOf(CertificateNotYetValidException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {61, 400, 20_000})
    void deviceAheadMeetsALeafThatIsExpired(int days) {
        assertThat(refusal(offset(days))).hasRootCauseInstanceOf(CertificateExpiredException.class);
    }

    private static LeafProfile offset(int days) {
        return new LeafProfile(Kind.VALID, NAMES, Duration.ofDays(days));
    }

    private void shake(Kind kind, String host, String version) throws Exception {
        ServerIdentity identity = authority.mint(new LeafProfile(kind, NAMES, Duration.ZERO));
        Handshake.between(authority.clientContext(), host, version, identity);
    }

    private Throwable refusal(Kind kind, String host, String version) {
        return assertThat(catchThrowable(() -> shake(kind, host, version)))
                .isInstanceOf(SSLHandshakeException.class)
                .actual();
    }

    private Throwable refusal(LeafProfile profile) {
        return catchThrowable(
                () -> Handshake.between(authority.clientContext(), "localhost", "TLSv1.3", authority.mint(profile)));
    }
}
