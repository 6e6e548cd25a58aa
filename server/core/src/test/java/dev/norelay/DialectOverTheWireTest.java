package dev.norelay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.norelay.scenario.ScenarioException;
import dev.norelay.scenario.yaml.Catalogue;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Dialects, as a client meets them. */
class DialectOverTheWireTest {
    private static Norelay.Builder playing(String scenario, String dialect) {
        return Norelay.builder().scenario(scenario).dialect(dialect).seed(7);
    }

    @Test
    void theListDiffersBeforeAndInTls() throws Exception {
        try (Norelay server = playing("relay-denied", "postfix").start();
                SmtpWire client = SmtpWire.connect(server.port("submission"))) {
            assertThat(client.reply()).isEqualTo("220 mail.example.test ESMTP Postfix");
            assertThat(client.send("EHLO client.test").reply())
                    .contains("250-STARTTLS\r\n")
                    .doesNotContain("AUTH");
            client.ask("STARTTLS", "220 2.0.0 Ready to start TLS");
            client.startTls(server.settings().sslContext());
            assertThat(client.send("EHLO client.test").reply())
                    .contains("250-ETRN\r\n250-AUTH PLAIN LOGIN\r\n250-ENHANCEDSTATUSCODES\r\n")
                    .doesNotContain("STARTTLS");
            client.ask("MAIL FROM:<alice@example.test>", "250 2.1.0 Ok");
            client.ask("RCPT TO:<bob@partner.test>", "554 5.7.1 <bob@partner.test>: Relay access denied");
        }
    }

    @Test
    void theSameSeedGivesTheSameQueueIds() {
        assertThat(greeting(7)).isEqualTo(greeting(7)).isNotEqualTo(greeting(8));
    }

    private static String greeting(long seed) {
        try (Norelay server = playing("relay-denied", "gmail").seed(seed).start();
                SmtpWire client = SmtpWire.connect(server.port("submission"))) {
            return client.reply();
        }
    }

    @Test
    void octetsThatAreNotUtf8GoOverTheWireAsTheyAre() throws IOException {
        String rule = """
                norelay: 1
                title: An authorization code is needed
                server: { dialect: qq }
                rules: [ { on: ehlo, then: { refuse: app-password-required } } ]
                """;
        try (Norelay server = Norelay.start(dev.norelay.scenario.yaml.ScenarioReader.read("qq.yaml", rule));
                SmtpWire client = SmtpWire.connect(server.port("submission"))) {
            client.expect("220 mail.example.test XMail Esmtp QQ Mail Server.");
            client.send("EHLO client.test");
            assertThat(new String(client.octets(15), ISO_8859_1)).isEqualTo("535 Error: \u00c7\u00eb\u00ca\u00b9");
        }
    }

    @Test
    void anotherScenarioIsSpokenAlike() {
        try (Norelay server = playing("relay-denied", "exim").start()) {
            server.use("stale-password");

            assertThat(server.scenario()).isEqualTo(Catalogue.scenario("stale-password", "exim"));
        }
    }

    @Test
    void whatCannotBeSpokenSaysWhy() {
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> Norelay.builder().dialect("exmi"))
                .withMessageContaining("did you mean exim?");
        assertThatIllegalStateException()
                .isThrownBy(() -> Norelay.builder()
                        .scenario(Catalogue.scenario("open"))
                        .dialect("exim")
                        .start())
                .withMessageContaining("has its words already");
    }
}
