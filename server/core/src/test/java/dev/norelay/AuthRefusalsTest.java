package dev.norelay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.journal.Event;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.yaml.ScenarioReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each reason to refuse a login at AUTH, over the wire, from a file of a few lines; and what the diagnosis makes of it. */
@Tag("tls")
class AuthRefusalsTest {
    private static final String PLAIN = "AUTH PLAIN " + base64("\0alice@example.test\0correct-horse");

    @ParameterizedTest
    @CsvSource({
        "tls-required, 530 5.7.0, LOGIN_NEEDS_TLS",
        "authentication-required, 530 5.7.0, LOGIN_MISSING",
        "credentials-invalid, 535 5.7.8, CREDENTIALS_WRONG",
        "app-password-required, 534 5.7.9, APP_PASSWORD_NEEDED",
        "mechanism-too-weak, 534 5.7.9, MECHANISM_NOT_SHARED",
        "mechanism-unsupported, 504 5.5.4, MECHANISM_NOT_SHARED",
        "encryption-required, 538 5.7.11, LOGIN_NEEDS_TLS",
        "authentication-unavailable, 454 4.7.0, SERVER_BUSY",
        "account-disabled, 525 5.7.13, ACCOUNT_BLOCKED",
        "password-transition, 432 4.7.12, MECHANISM_NOT_SHARED",
        "too-many-failures, 421 4.7.0, LOCKED_OUT"
    })
    void isPlayedAtAuth(String refusal, String reply, Cause cause) {
        try (Norelay server = start("rules: [ { on: auth, then: { refuse: " + refusal + " } } ]")) {
            try (SmtpWire client = SmtpWire.connect(server.port("submission"))) {
                client.expect("220");
                client.ask("EHLO client.test", "250");
                client.ask(PLAIN, reply);
            }
            Diagnosis diagnosis = server.diagnosis();
            assertThat(diagnosis.cause()).as("%s", diagnosis).isEqualTo(cause);
        }
    }

    /** Many clients hang up when they hear the error, and never get the refusal. */
    @ParameterizedTest
    @CsvSource({
        "old-token, TOKEN_EXPIRED, that was right once",
        "read-only-token, TOKEN_EXPIRED, does not allow to send",
        "nobody's, TOKEN_EXPIRED, is not known",
        "'', LOGIN_MISSING, without a token"
    })
    void clientThatLeavesAtTheErrorIsUnderstood(String token, Cause cause, String why) {
        try (Norelay server = start("")) {
            try (SmtpWire client = SmtpWire.connect(server.port("submission"))) {
                client.expect("220");
                client.ask("EHLO client.test", "250");
                String message = "user=alice@example.test\1auth=Bearer " + token + "\1\1";
                client.ask("AUTH XOAUTH2 " + base64(message), "334 " + base64("{\"status\":\"4"));
            }
            assertThat(server.diagnosis().cause()).as("%s", server.diagnosis()).isEqualTo(cause);
            assertThat(server.diagnosis().toString()).contains(why);
            assertThat(server.journal().entries())
                    .filteredOn(entry -> entry.event() instanceof Event.LoginTried)
                    .hasSize(1);
        }
    }

    /** A server may have other mechanisms inside TLS than before it: a rule at EHLO lists them, another refuses the rest. */
    @Test
    void mechanismsDifferBeforeAndAfterTls() throws SSLException {
        String rules = """
                rules:
                  - { on: ehlo, when: { tls: false }, then: [ { hide: [AUTH] }, { offer: [AUTH CRAM-MD5] } ] }
                  - { on: auth, when: { tls: false, mechanism: PLAIN }, then: { refuse: encryption-required } }
                """;
        try (Norelay server = start(rules);
                SmtpWire client = SmtpWire.connect(server.port("submission"))) {
            client.expect("220");
            assertThat(client.ask("EHLO client.test", "250"))
                    .contains("AUTH CRAM-MD5")
                    .doesNotContain("PLAIN");
            client.ask(PLAIN, "538 5.7.11 Encryption required for requested authentication mechanism");
            client.ask("STARTTLS", "220");
            client.startTls(server.settings().sslContext());
            assertThat(client.ask("EHLO client.test", "250")).contains("AUTH PLAIN CRAM-MD5 LOGIN XOAUTH2");
            client.ask(PLAIN, "235");
        }
    }

    /** Without a rule: inside TLS only. */
    @Test
    void noneIsListedBeforeTlsUnlessThePolicySaysSo() throws SSLException {
        try (Norelay server = Norelay.builder()
                        .scenario(ScenarioReader.read("tls.yaml", """
                                norelay: 1
                                title: mechanisms inside TLS
                                server: { policy: { auth: [SCRAM-SHA-256, XOAUTH2] } }
                                """))
                        .start();
                SmtpWire client = SmtpWire.connect(server.port("submission"))) {
            client.expect("220");
            assertThat(client.ask("EHLO client.test", "250")).doesNotContain("AUTH");
            client.ask("STARTTLS", "220");
            client.startTls(server.settings().sslContext());
            assertThat(client.ask("EHLO client.test", "250")).contains("AUTH SCRAM-SHA-256 XOAUTH2");
        }
    }

    /** Two rules a login: the words of the draft in place of those that clients compare literally. */
    @Test
    void loginMayHaveOddPrompts() {
        String rules = """
                rules:
                  - { on: auth, when: { mechanism: LOGIN }, times: 1, per: session, then: { reply: 334 VXNlciBOYW1lAA== } }
                  - { on: auth, when: { mechanism: LOGIN }, times: 1, per: session, then: { reply: 334 UGFzc3dvcmQA } }
                """;
        try (Norelay server = start(rules);
                SmtpWire client = SmtpWire.connect(server.port("submission"))) {
            client.expect("220");
            client.ask("EHLO client.test", "250");
            client.ask("AUTH LOGIN", "334 " + base64("User Name\0"));
            client.ask(base64("alice@example.test"), "334 " + base64("Password\0"));
            client.ask(base64("correct-horse"), "235");
        }
    }

    @Test
    void lineOfAnExchangeMayNotBeTooLong() {
        try (Norelay server = start("");
                SmtpWire client = SmtpWire.connect(server.port("submission"))) {
            client.expect("220");
            client.ask("EHLO client.test", "250");
            client.ask("AUTH CRAM-MD5", "334");
            client.ask("A".repeat(13_000), "500 5.5.6");
            client.ask("NOOP", "250");
        }
    }

    private static Norelay start(String rules) {
        return Norelay.builder()
                .scenario(ScenarioReader.read("auth.yaml", """
                        norelay: 1
                        title: logins
                        client: { security: none, user: alice@example.test, password: correct-horse }
                        server: { policy: { auth: [PLAIN, CRAM-MD5, LOGIN, XOAUTH2], require-tls: never } }
                        """ + rules))
                .start();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
