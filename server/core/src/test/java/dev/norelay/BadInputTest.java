package dev.norelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norelay.journal.Event;
import dev.norelay.journal.Event.How;
import dev.norelay.journal.SessionRecord;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.SyntaxError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes is answered or reported, and the next client is served. */
@Tag("tls")
class BadInputTest {
    private static Norelay server;

    @BeforeAll
    static void start() {
        server = Norelay.start("relay-denied");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void reset() {
        server.reset();
    }

    @AfterEach
    void theNextClientIsServed() {
        try (SmtpWire client = SmtpWire.connect(server.port("smtp"))) {
            client.expect("220");
            client.ask("EHLO next.test", "250-");
            client.ask("QUIT", "221");
        }
    }

    private static SmtpWire greeted(String listener) {
        SmtpWire client = SmtpWire.connect(server.port(listener));
        client.expect("220");
        return client;
    }

    private static SmtpWire inTls() throws SSLException {
        SmtpWire client = SmtpWire.connectTls(
                server.port("submissions"), server.settings().sslContext());
        client.expect("220");
        client.ask("EHLO client.test", "250-");
        return client;
    }

    private static SessionRecord last() {
        List<SessionRecord> sessions = server.journal().sessions();
        return sessions.get(sessions.size() - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "FROBNICATE, 500 5.5.2",
        "'', 500",
        "EHLO, 501 5.5.4",
        "MAIL FROM:x, 503|501",
        "DATA now, 501",
        "HELP, 214",
        "'RCPT TO:<>', 501"
    })
    void malformedCommandsAreAnswered(String line, String codes) {
        try (SmtpWire client = greeted("smtp")) {
            String reply = client.send(line).reply();
            assertThat(Arrays.stream(codes.split("\\|"))).anyMatch(reply::startsWith);
            client.ask("NOOP", "250");
            assertThat(last().events(Event.CommandReceived.class)).hasSize(2);
        }
    }

    @Test
    void anEndlessLineIsAnsweredOnceAndForgotten() {
        try (SmtpWire client = greeted("smtp")) {
            byte[] piece = new byte[1 << 20];
            Arrays.fill(piece, (byte) 'x');
            for (int i = 0; i < 10; i++) {
                client.raw(piece);
            }
            client.raw("\u0016\u0003 even so\r\nNOOP\r\n");
            client.expect("500 5.5.2 Line too long");
            client.expect("250");
            assertThat(last().events(Event.CommandReceived.class))
                    .first()
                    .satisfies(received -> assertThat(received.line().size()).isLessThanOrEqualTo(1024));
        }
    }

    @Test
    void controlOctetsAndBinaryAreAnswered() {
        try (SmtpWire client = greeted("smtp")) {
            client.raw("NO\0OP\r\n").expect("500 5.5.2");
            client.raw((byte) 0xff, (byte) 0xfe, (byte) 0x80, (byte) '\r', (byte) '\n')
                    .expect("500");
            client.raw("NOOP\n").expect("500 5.5.2 Lines must end with CRLF");
            client.raw("NO\rOP\r\n").expect("500");
            client.ask("NOOP", "250");
            assertThat(server.journal().transcript()).contains("NO\\x00OP");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp", "submission"})
    void aTlsHandshakeOnAPlaintextPortIsAnsweredAndClosed(String listener) throws IOException {
        try (SmtpWire client = greeted(listener)) {
            assertThatThrownBy(() -> client.startTls(server.settings().sslContext()))
                    .isInstanceOf(SSLException.class);
        }
        assertThat(last().events(Event.CommandReceived.class))
                .first()
                .satisfies(received -> assertThat(received.command())
                        .isInstanceOfSatisfying(
                                Command.Malformed.class,
                                malformed -> assertThat(malformed.error()).isEqualTo(SyntaxError.TLS_HANDSHAKE)));
        assertThat(last().closed()).contains(How.SERVER_CLOSED);
        try (SmtpWire client = greeted(listener)) {
            client.raw((byte) 22, (byte) 3, (byte) 1, (byte) 0, (byte) 5).expect("501 5.5.4");
            assertThat(client.end()).isEqualTo(SmtpWire.End.FIN);
        }
    }

    @Test
    void plaintextOnTheTlsPortIsJournalled() {
        try (SmtpWire client = SmtpWire.connect(server.port("submissions"))) {
            client.send("EHLO client.test");
            assertThat(last().events(Event.TlsFailed.class))
                    .singleElement()
                    .satisfies(failed -> assertThat(failed.explanation()).contains("plaintext"));
            assertThat(last().closed()).contains(How.TLS_FAILED);
        }
    }

    @Test
    void rubbishInAnAuthenticationExchangeEndsItAndStaysMasked() throws IOException {
        try (SmtpWire client = inTls()) {
            client.ask("AUTH PLAIN", "334");
            client.ask("s3cret!! no base64", "501 5.5.2");
            client.ask("NOOP", "250");
            client.ask("AUTH PLAIN s3cret!!", "501 5.5.2");
            client.ask("AUTH LOGIN", "334");
            client.ask("s3cret" + "x".repeat(12_300), "500 5.5.6");
            client.ask("NOOP", "250");
            client.ask("AUTH LOGIN", "334");
            client.ask("*", "501 5.7.0");
            client.ask("AUTH LOGIN", "334");
            client.raw("s3cret\0\n").expect("500");
            client.ask("AUTH PLAIN " + "s3cret".repeat(2_100), "500 5.5.2");
            client.ask("MAIL FROM:<a@example.test>", "250");
            assertThat(server.journal().transcript()).doesNotContain("s3cret");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theClientMayGoAtAnyMoment(boolean reset) throws IOException {
        List<String> steps = List.of(
                "",
                "EHLO",
                " client.test\r\n",
                "MAIL FROM:<a@example.test>\r\n",
                "RCPT TO:<alice@example.test>\r\n",
                "DATA\r\n",
                "Subject: x\r\n\r",
                "\n" + "x".repeat(400_000),
                "\r\n.",
                "\r\n",
                "QUI",
                "T\r\n");
        for (int gone = 0; gone < steps.size(); gone++) {
            SmtpWire client = greeted("smtp");
            for (String step : steps.subList(0, gone + 1)) {
                client.raw(step);
                if (step.endsWith("\n") && !step.startsWith("Subject")) {
                    client.reply();
                }
            }
            leave(client, reset);
            How expected = gone == steps.size() - 1 ? How.QUIT : reset ? How.CLIENT_RESET : How.CLIENT_CLOSED;
            assertThat(last().closed()).as("behind step %d", gone).contains(expected);
        }
        assertThat(server.messages()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theClientMayGoWithinTheHandshake(boolean reset) throws IOException {
        for (String listener : List.of("submission", "submissions")) {
            for (String hello : List.of("", "\u0016", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001")) {
                SmtpWire client = SmtpWire.connect(server.port(listener));
                if (listener.equals("submission")) {
                    client.expect("220");
                    client.ask("EHLO client.test", "250-");
                    client.ask("STARTTLS", "220");
                }
                client.raw(hello);
                leave(client, reset);
                assertThat(last().events(Event.TlsFailed.class))
                        .as("%s with %d octets", listener, hello.length())
                        .hasSize(1);
                assertThat(last().closed()).contains(How.TLS_FAILED);
            }
        }
    }

    private static void leave(SmtpWire client, boolean reset) {
        if (reset) {
            client.reset();
        } else {
            client.close();
        }
    }

    @Test
    void brokenTlsWithinASessionIsJournalled() throws IOException {
        try (SmtpWire client = inTls()) {
            client.rawBelowTls("NOOP\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(last().events(Event.TlsFailed.class)).hasSize(1);
            assertThat(last().closed()).contains(How.TLS_FAILED);
        }
    }

    @Test
    void aTakenPortSaysWhatToDo() {
        int taken = server.port("smtp");
        assertThatThrownBy(() -> Norelay.builder().port("smtp", taken).start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("smtp to 127.0.0.1:" + taken)
                .hasMessageContaining("taken")
                .hasMessageContaining("smtp=0");
    }

    @Test
    void anAddressOfAnotherMachineSaysSo() throws IOException {
        InetAddress elsewhere = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1});
        assertThatThrownBy(() -> Norelay.builder().bind(elsewhere).start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no address of this machine");
    }

    @Test
    void aCertificateDirectoryThatIsNoneSaysWhatToDo(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        assertThatThrownBy(() -> Norelay.builder().caDirectory(file)).hasMessageContaining(file.toString());
    }

    @Test
    void unknownNamesAreAnsweredWithThoseThereAre() {
        assertThatThrownBy(() -> Norelay.start("relay-denid")).hasMessageContaining("relay-denied");
        assertThatThrownBy(() -> server.port("submision")).hasMessageContaining("submission");
        assertThatThrownBy(() -> Norelay.builder().port("submision", 0).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("submision")
                .hasMessageContaining("submissions");
        assertThatThrownBy(() -> Norelay.builder().port("smtp", 65_536)).isInstanceOf(IllegalArgumentException.class);
    }
}
