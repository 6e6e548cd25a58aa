package dev.norelay.assertj;

import static dev.norelay.assertj.NorelayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norelay.Norelay;
import dev.norelay.scenario.Cause;
import dev.norelay.smtp.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NorelayAssertTest {
    private Norelay server = Norelay.open();

    @BeforeEach
    void start() {
        server.close();
        server = Norelay.start("relay-denied");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Pipelined, to recipients of whom some are refused. */
    private void send(String... recipients) throws IOException {
        List<String> commands = Stream.of(
                        Stream.of("EHLO client.test", "MAIL FROM:<alice@example.test>"),
                        Stream.of(recipients).map(recipient -> "RCPT TO:<" + recipient + ">"),
                        Stream.of("DATA", "Subject: hello", "", "Hello.", ".", "QUIT"))
                .flatMap(lines -> lines)
                .toList();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port("submission"))) {
            BufferedReader replies =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            socket.getOutputStream()
                    .write((String.join("\r\n", commands) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            while (replies.readLine() != null) {
                // until the server has said goodbye
            }
        }
    }

    @Test
    void saysWhatWasRefusedAndDelivered() throws IOException {
        send("ann@partner.test", "bob@example.test");
        assertThat(server)
                .refused("ann@partner.test")
                .with(550)
                .refused("Ann@partner.test")
                .saying("5.7.1")
                .refused("ann@partner.test")
                .times(1)
                .refused(Refusal.RELAY_DENIED)
                .diagnosed(Cause.TOO_LARGE, Cause.LOGIN_NEEDS_TLS)
                .deliveredOnceTo("bob@example.test");
    }

    @Test
    void toldOtherwiseItSaysWhatHappened() throws IOException {
        send("ann@partner.test", "bob@example.test");
        assertThatThrownBy(() -> assertThat(server).refused("bob@example.test"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("the server did not refuse bob@example.test; it refused ann@partner.test\n")
                .hasMessageContaining("C: RCPT TO:<bob@example.test>");
        assertThatThrownBy(() -> assertThat(server).refused("ann@partner.test").with(450))
                .hasMessageStartingWith("ann@partner.test was not refused with 450, but with 550 5.7.1 ");
        assertThatThrownBy(() -> assertThat(server).refused("ann@partner.test").saying("mailbox full"))
                .hasMessageStartingWith("ann@partner.test was refused without \"mailbox full\": 550 5.7.1 ");
        assertThatThrownBy(() -> assertThat(server).refused("ann@partner.test").times(2))
                .hasMessageStartingWith("ann@partner.test was refused 1 times, not 2: 550");
        assertThatThrownBy(() -> assertThat(server).refused(Refusal.TOO_LARGE))
                .hasMessageStartingWith("the server did not refuse with too-large; it refused with relay-denied\n");
        assertThatThrownBy(() -> assertThat(server).diagnosed(Cause.TOO_LARGE))
                .hasMessageStartingWith("the diagnosis is not too-large, it is login-needs-tls: ");
        assertThatThrownBy(() -> assertThat(server).deliveredOnce())
                .hasMessageStartingWith(
                        "the mail was not delivered once to bob@partner.test; bob@example.test has it once\n");
        assertThatThrownBy(() -> assertThat(server).deliveredNothing())
                .hasMessageStartingWith("the server took [Message from <alice@example.test>");
    }

    @Test
    void whereNobodyCameItSaysSo() {
        assertThat(server).deliveredNothing().diagnosed(Cause.NO_SESSION);
        assertThatThrownBy(() -> assertThat(server).deliveredOnce())
                .hasMessage("the mail was not delivered once to bob@partner.test; nobody has it\nnobody connected");
        assertThatThrownBy(() -> assertThat(server).refused("ann@partner.test"))
                .hasMessage("the server did not refuse ann@partner.test; it refused no recipient\nnobody connected");
    }

    @Test
    void whatNobodyCanReadIsNoneOfTheOtherRecipients() throws IOException {
        send("no address", "bob@example.test");
        assertThat(server).deliveredOnceTo("bob@example.test");
        assertThatThrownBy(() -> assertThat(server).refused("bob@example.test"))
                .hasMessageStartingWith("the server did not refuse bob@example.test; it refused no recipient\n");
    }
}
