package dev.norelay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What BoringSSL says is told as the JDK's engine would have told it. */
class BoringSslErrorTest {
    private static final String BEGIN = "error:10000";

    private static String told(Exception failure) {
        return TlsFailures.explain(failure, TlsEngineTest.heard()).explanation();
    }

    @ParameterizedTest
    @CsvSource({
        "412:SSL routines:OPENSSL_internal:SSLV3_ALERT_BAD_CERTIFICATE, bad_certificate",
        "416:SSL routines:OPENSSL_internal:SSLV3_ALERT_CERTIFICATE_UNKNOWN, certificate_unknown",
        "418:SSL routines:OPENSSL_internal:TLSV1_ALERT_UNKNOWN_CA, unknown_ca",
        "42e:SSL routines:OPENSSL_internal:TLSV1_ALERT_PROTOCOL_VERSION, protocol_version",
        "442:SSL routines:OPENSSL_internal:TLSV1_ALERT_USER_CANCELLED, user_canceled",
        "455:SSL routines:OPENSSL_internal:reason(1109), missing_extension",
        "4e6:SSL routines:OPENSSL_internal:reason(1254), alert 254"
    })
    void alertIsReadByItsNumber(String error, String alert) {
        assertThat(TlsFailures.explain(new SSLHandshakeException(BEGIN + error), TlsEngineTest.heard()))
                .extracting("alert", "explanation")
                .containsExactly(alert, "the client said " + alert);
    }

    @ParameterizedTest
    @CsvSource({
        "0f0:SSL routines:OPENSSL_internal:UNSUPPORTED_PROTOCOL, no version of TLS in common",
        "0b8:SSL routines:OPENSSL_internal:NO_SHARED_CIPHER, no cipher suites in common",
        "0c0:SSL routines:OPENSSL_internal:PEER_DID_NOT_RETURN_A_CERTIFICATE, Empty client certificate chain",
        "089:SSL routines:OPENSSL_internal:DECODE_ERROR, decode error"
    })
    void whatElseFailedIsTold(String error, String words) {
        assertThat(told(new SSLHandshakeException(BEGIN + error))).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no cipher suites in common", "(handshake_failure) no cipher suites in common"})
    void wordsOfTheJdkStayAsTheyAre(String message) {
        assertThat(told(new SSLHandshakeException(message))).isEqualTo("no cipher suites in common");
    }

    @Test
    void whatJavaSaysOfAClientsCertificateIsTold() {
        SSLException failure = new SSLHandshakeException("General OpenSslEngine problem");
        failure.initCause(new java.security.cert.CertificateException("PKIX path building failed"));
        assertThat(told(failure)).isEqualTo("PKIX path building failed");
    }

    @Test
    void clientThatLeftIsNoError() {
        assertThat(told(new ClosedChannelException())).isEqualTo("the client left in the middle of the handshake");
    }
}
