package dev.norelay.subethasmtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norelay.Norelay;
import dev.norelay.scenario.ScenarioException;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.helper.SimpleMessageListenerAdapter;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.wiser.Wiser;

/** What was written for SubEthaSMTP is handed over as it is. */
class CarriedOverTest {
    private static final String MAIL = "MAIL FROM:<alice@example.test>";
    private static final String RCPT = "RCPT TO:<bob@partner.test>";

    @Test
    void aServerThatIsSetUpLendsItsHandlersAndItsValidator() throws IOException {
        Heard heard = new Heard();
        SMTPServer written = SMTPServer.port(25000)
                .hostName("mx.example.test")
                .messageHandlerFactory(heard)
                .insertReceivedHeaders(false)
                .build();
        try (Norelay server = NorelaySubEtha.server(written).open().start();
                Talk client = new Talk(server.port("smtp"))) {
            client.after(MAIL, RCPT, "DATA");
            client.say("Subject: bare\r\n.\r\n");
            assertThat(client.hear()).startsWith("250 ");
            assertThat(heard.calls()).contains("data Subject: bare|");
            assertThat(written.isRunning()).isFalse();
        }
    }

    @Test
    void wiserCollectsBehindAScenario() throws Exception {
        Wiser wiser = Wiser.create();
        try (Norelay server = NorelaySubEtha.server(wiser.getServer()).open().start();
                Talk client = new Talk(server.port("smtp"))) {
            client.after(MAIL, RCPT, "DATA");
            client.say("Subject: hello\r\n\r\nHow are you?\r\n.\r\n");
            assertThat(client.hear()).startsWith("250 ");
            assertThat(wiser.getMessages()).singleElement().satisfies(message -> {
                assertThat(message.getEnvelopeReceiver()).isEqualTo("bob@partner.test");
                assertThat(message.getMimeMessage().getSubject()).isEqualTo("hello");
            });
        }
    }

    @Test
    void aSimpleListenerRefusesRecipientsThatItDoesNotWant() throws IOException {
        SimpleMessageListenerAdapter adapter = new SimpleMessageListenerAdapter(new Wanted());
        try (Norelay server = NorelaySubEtha.handler(adapter).open().start();
                Talk client = new Talk(server.port("smtp"))) {
            assertThat(client.after(MAIL, "RCPT TO:<ann@partner.test>"))
                    .isEqualTo("553 <ann@partner.test> address unknown.");
            assertThat(client.ask(RCPT)).startsWith("250 ");
        }
    }

    private static final class Wanted implements SimpleMessageListener {
        @Override
        public boolean accept(String from, String recipient) {
            return recipient.startsWith("bob@");
        }

        @Override
        public void deliver(String from, String recipient, InputStream data) {}
    }

    @Test
    void anUnknownScenarioIsToldAtOnce() {
        assertThatThrownBy(() -> NorelaySubEtha.handler(new Heard()).scenario("relay-denyed"))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("relay-denied");
    }
}
