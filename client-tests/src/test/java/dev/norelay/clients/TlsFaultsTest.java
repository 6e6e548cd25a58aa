package dev.norelay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.yaml.ScenarioReader;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients say to a server that spoils the handshake, behind STARTTLS and on a TLS port alike. */
class TlsFaultsTest {
    /** What each client shows; at {@code …} anything may stand. */
    private static final String SHOWN = """
            refuse                       | curl       | TLS_VERSION     | curl: (35) … alert handshake failure
            refuse                       | Angus Mail | TLS_VERSION     | SSLHandshakeException: Received fatal alert: handshake_failure
            refuse                       | smtplib    | TLS_VERSION     | ssl.SSLError … SSLV3_ALERT_HANDSHAKE_FAILURE

            { refuse: protocol-version } | curl       | TLS_VERSION     | curl: (35) … alert protocol version
            { refuse: protocol-version } | Angus Mail | TLS_VERSION     | SSLHandshakeException: Received fatal alert: protocol_version
            { refuse: protocol-version } | smtplib    | TLS_VERSION     | ssl.SSLError … TLSV1_ALERT_PROTOCOL_VERSION

            old-version                  | curl       | TLS_VERSION     | curl: (35) … alert protocol version
            old-version                  | Angus Mail | TLS_VERSION     | SSLHandshakeException: The server selected protocol version TLS10 is not accepted
            old-version                  | smtplib    | TLS_VERSION     | ssl.SSLError … UNSUPPORTED_PROTOCOL

            garbage                      | curl       | CONNECTION_LOST | curl: (35) … wrong version number
            garbage                      | Angus Mail | CONNECTION_LOST | SSLException: Unsupported or unrecognized SSL message
            garbage                      | smtplib    | CONNECTION_LOST | ssl.SSLError … WRONG_VERSION_NUMBER

            plaintext                    | curl       | CONNECTION_LOST | curl: (35) … wrong version number
            plaintext                    | Angus Mail | CONNECTION_LOST | SSLException: Unsupported or unrecognized SSL message
            plaintext                    | smtplib    | CONNECTION_LOST | ssl.SSLError … WRONG_VERSION_NUMBER

            abort                        | curl       | CONNECTION_LOST | curl: (35)
            abort                        | Angus Mail | CONNECTION_LOST | SSLHandshakeException: Remote host terminated the handshake
            abort                        | smtplib    | CONNECTION_LOST | ssl.SSLEOFError … EOF occurred in violation of protocol
            """;

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = SHOWN)
    void clientShowsTheFailureAndDeliversAfterTheRemedy(String fault, String name, Cause cause, String shown)
            throws Exception {
        MailClient client = MailClient.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        Installed.assume(client);
        for (boolean implicit : new boolean[] {false, true}) {
            try (Norelay server = Norelay.start(ScenarioReader.read("story.yaml", story(fault, implicit)))) {
                ClientSettings settings = server.settings();
                Outcome failure = client.send(settings, Duration.ofSeconds(5));
                assertThat(failure.sent()).isFalse();
                assertThat(failure.shown()).containsSubsequence(shown.split(" … ", -1));
                assertThat(server.diagnosis().cause()).isEqualTo(cause);

                Outcome success = client.send(server.fix());
                assertThat(success.sent()).as(success.shown()).isTrue();
                assertThat(server.messages()).hasSize(1);
            }
        }
    }

    private static String story(String fault, boolean implicit) {
        String listener = implicit ? "submissions" : "submission";
        String security = implicit ? "tls" : "starttls";
        return """
                norelay: 1
                title: A handshake that comes to nothing
                client: { listener: %1$s, security: %2$s, user: alice@example.test, password: correct-horse }
                server:
                  accounts: { alice@example.test: { password: correct-horse } }
                  listeners: { %1$s: { tls: { fault: %3$s } } }
                fixed:
                  server: { listeners: { %1$s: { tls: { fault: none } } } }
                """.formatted(listener, security, fault);
    }
}
