package dev.norelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norelay.journal.Event;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.ScenarioReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers on a port, and that its number stays when that changes. */
class PortsTest {

    private static Scenario becoming(String before, String after) {
        return ScenarioReader.read("ports", """
                norelay: 1
                title: a port changes
                server:
                  policy: open
                  listeners: { smtp: { %s } }
                fixed:
                  server:
                    listeners: { smtp: { %s } }
                """.formatted(before, after));
    }

    private static final String SMTP = "security: none";

    private static void connect(int port, int millis) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis);
        }
    }

    private static void converse(int port) {
        try (SmtpWire client = SmtpWire.connect(port)) {
            client.expect("220");
            client.ask("QUIT", "221");
            client.end();
        }
    }

    private static Scenario listening(String service) {
        return becoming(service, service);
    }

    @Test
    void aRefusingPortRefusesAndIsHeld() throws IOException {
        try (Norelay server = Norelay.start(becoming("fault: refuse", "fault: refuse"))) {
            int port = server.port("smtp");
            assertThatThrownBy(() -> connect(port, 5_000)).isInstanceOf(ConnectException.class);
            assertThatThrownBy(() -> new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "a full accept queue drops SYNs on Linux only")
    void anIgnoringPortNeverAnswers() {
        try (Norelay server = Norelay.start(listening("fault: ignore"))) {
            assertThatThrownBy(() -> connect(server.port("smtp"), 300)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuse", "ignore", "silent"})
    void theRemedyMakesTheSamePortAnswer(String fault) {
        try (Norelay server = Norelay.start(becoming("fault: " + fault, "fault: none"))) {
            int port = server.port("smtp");
            server.fix();
            assertThat(server.port("smtp")).isEqualTo(port);
            converse(port);
        }
    }

    /** Also where connections that have been there keep the port in use for the kernel. */
    @ParameterizedTest
    @ValueSource(strings = {"refuse", "ignore"})
    void aPortThatAnsweredMayStop(String fault) throws IOException {
        try (Norelay server = Norelay.start(becoming(SMTP, "fault: " + fault))) {
            int port = server.port("smtp");
            converse(port);
            try (SmtpWire open = SmtpWire.connect(port)) {
                open.expect("220");
                server.fix();
                assertThat(server.port("smtp")).isEqualTo(port);
                assertThatThrownBy(() -> connect(port, 300)).isInstanceOf(IOException.class);
                open.ask("NOOP", "250");
                assertThatThrownBy(() -> new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close())
                        .as("nobody else can take the port")
                        .isInstanceOf(IOException.class);
            }
            server.reset();
            converse(port);
        }
    }

    @Test
    void aSilentPortTakesConnectionsAndLetsThemGoWithTheServer() throws IOException {
        SmtpWire left;
        try (Norelay server = Norelay.start(listening("fault: silent"))) {
            try (SmtpWire client = SmtpWire.connect(server.port("smtp"))) {
                client.send("EHLO x");
                assertThat(client.isSilent(50)).isTrue();
            }
            assertThat(server.journal().sessions().get(0).closed()).contains(Event.How.CLIENT_CLOSED);
            left = SmtpWire.connect(server.port("smtp"));
            assertThat(server.journal().sessions())
                    .as("accepted, else the kernel resets it")
                    .hasSize(2);
        }
        assertThat(left.end()).isEqualTo(SmtpWire.End.FIN);
        left.close();
    }

    @Test
    void otherServicesSpeakTheirOwnLanguage() {
        try (Norelay server = Norelay.start(listening("speaks: imap"));
                SmtpWire client = SmtpWire.connect(server.port("smtp"))) {
            client.expect("* OK");
            client.ask("EHLO x", "* BAD");
        }
        try (Norelay server = Norelay.start(listening("speaks: http"));
                SmtpWire client = SmtpWire.connect(server.port("smtp"))) {
            client.ask("EHLO x", "HTTP/1.1 400");
        }
    }
}
