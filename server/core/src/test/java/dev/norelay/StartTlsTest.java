package dev.norelay;

import static dev.norelay.scenario.Rules.accept;
import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.reply;
import static dev.norelay.scenario.Rules.send;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norelay.journal.Event;
import dev.norelay.journal.Event.How;
import dev.norelay.journal.SessionRecord;
import dev.norelay.smtp.Moment;
import java.io.IOException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** STARTTLS is a border: what came before it is forgotten, what comes with it is not obeyed (RFC 3207). */
@Tag("tls")
class StartTlsTest {

    private static SmtpWire greeted(Norelay server) {
        SmtpWire client = SmtpWire.connect(server.port("submission"));
        client.expect("220");
        assertThat(client.ask("EHLO client.test", "250-")).contains("STARTTLS").doesNotContain("AUTH");
        return client;
    }

    private static SessionRecord session(Norelay server) {
        return server.journal().sessions().get(0);
    }

    @Test
    void plaintextInTheSameSegmentIsDroppedAndJournalled() throws IOException {
        try (Norelay server = Norelay.start("relay-denied");
                SmtpWire client = greeted(server)) {
            client.raw("STARTTLS\r\nRSET\r\nMAIL FROM:<injected@example.test>\r\nRC")
                    .expect("220");
            client.startTls(server.settings().sslContext());
            client.ask("NOOP", "250 2.0.0");
            client.ask("EHLO client.test", "250-");
            client.ask("RCPT TO:<bob@partner.test>", "503");
            assertThat(session(server).events(Event.OctetsDropped.class))
                    .singleElement()
                    .satisfies(dropped ->
                            assertThat(dropped.first().toString()).startsWith("RSET\\r\\nMAIL FROM:<injected@"));
            assertThat(session(server).events(Event.CommandReceived.class))
                    .noneSatisfy(command -> assertThat(command.shown()).contains("injected"));
        }
    }

    @Test
    void plaintextBehindTheReplyFailsTheHandshake() {
        try (Norelay server = Norelay.start("relay-denied");
                SmtpWire client = greeted(server)) {
            client.ask("STARTTLS", "220");
            client.send("MAIL FROM:<injected@example.test>");
            assertThatThrownBy(() -> client.startTls(server.settings().sslContext()))
                    .isInstanceOfAny(SSLException.class, java.io.UncheckedIOException.class);
            assertThat(session(server).closed()).contains(How.TLS_FAILED);
            assertThat(session(server).events(Event.TlsFailed.class))
                    .singleElement()
                    .satisfies(failed -> assertThat(failed.explanation()).contains("plaintext"));
            assertThat(session(server).transcript()).contains("MAIL FROM:<injected@example.test>\\r\\n");
            assertThat(session(server).events(Event.CommandReceived.class))
                    .noneSatisfy(command -> assertThat(command.shown()).contains("injected"));
        }
    }

    @Test
    void aSecretInDroppedOctetsStaysMasked() {
        try (Norelay server = Norelay.start("relay-denied");
                SmtpWire client = greeted(server)) {
            client.raw("STARTTLS\r\nauth plain AGEAczNjcmV0\r\nNOOP\r\n").expect("220");
            assertThat(session(server).transcript())
                    .doesNotContain("AGEAczNjcmV0")
                    .contains("auth plain ********\\r\\nNOOP");
        }
    }

    @Test
    void plaintextBehindStartTlsIsDroppedWithAScriptToo() throws IOException {
        try (Norelay server = Norelay.builder().script(occasion -> List.of()).start();
                SmtpWire client = SmtpWire.connect(server.port("submission"))) {
            client.expect("220");
            client.ask("EHLO client.test", "250-");
            client.raw("STARTTLS\r\nMAIL FROM:<injected@example.test>\r\n").expect("220");
            client.startTls(server.settings().sslContext());
            client.ask("EHLO client.test", "250-");
            client.ask("MAIL FROM:<good@example.test>", "250");
            assertThat(session(server).events(Event.OctetsDropped.class)).hasSize(1);
        }
    }

    @Test
    void theTransactionAndTheGreetingAreForgotten() throws IOException {
        try (Norelay server = Norelay.open();
                SmtpWire client = SmtpWire.connect(server.port("submission"))) {
            client.expect("220");
            client.ask("EHLO client.test", "250-");
            client.ask("MAIL FROM:<a@example.test>", "250");
            client.ask("STARTTLS", "220");
            client.startTls(server.settings().sslContext());
            client.ask("RCPT TO:<b@partner.test>", "503");
            client.ask("MAIL FROM:<a@example.test>", "503");
            client.ask("STARTTLS", "503");
            client.ask("EHLO client.test", "250-");
            client.ask("MAIL FROM:<a@example.test>", "250");
        }
    }

    @Test
    void theHandshakeFollowsWhateverIsSaidBehindAccept() throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.STARTTLS).times(1).then(accept(), send("220\n")));
            server.add(on(Moment.STARTTLS).then(accept(), reply("454 4.7.0 TLS not available")));
            for (String said : List.of("220\n", "454 4.7.0 TLS not available\r\n")) {
                try (SmtpWire client = SmtpWire.connect(server.port("submission"))) {
                    client.expect("220");
                    client.ask("EHLO client.test", "250-");
                    client.raw("STARTTLS\r\nMAIL FROM:<injected@example.test>\r\n");
                    assertThat(new String(client.take(said.length()), ISO_8859_1))
                            .isEqualTo(said);
                    client.startTls(server.settings().sslContext());
                    client.ask("MAIL FROM:<a@example.test>", "503");
                    client.ask("EHLO client.test", "250-");
                }
            }
            assertThat(server.journal().sessions())
                    .allSatisfy(session -> assertThat(session.events(Event.OctetsDropped.class))
                            .hasSize(1));
        }
    }
}
