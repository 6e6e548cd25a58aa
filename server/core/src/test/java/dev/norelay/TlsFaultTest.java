package dev.norelay;

import static dev.norelay.scenario.Rules.close;
import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.pause;
import static dev.norelay.scenario.Rules.reply;
import static dev.norelay.scenario.Rules.send;
import static dev.norelay.scenario.Rules.startTlsWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norelay.fault.TlsFault;
import dev.norelay.journal.Event;
import dev.norelay.journal.Event.How;
import dev.norelay.journal.SessionRecord;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.yaml.ScenarioReader;
import dev.norelay.smtp.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults in the place of a TLS handshake, as clients see them: behind STARTTLS and on a TLS port. */
@Tag("tls")
class TlsFaultTest {
    /** A ClientHello of TLS 1.2 that offers c009, c013 and 002f, in two records. */
    private static final byte[] HELLO = HexFormat.of()
            .parseHex("1603010010" + "0100002f0303" + "00010203040506070809" + "1603010023"
                    + "0a0b0c0d0e0f101112131415161718191a1b1c1d1e1f" + "00" + "0006c009c013002f" + "0100" + "0000");

    private static SmtpWire inTheClear(Norelay server) {
        SmtpWire client = SmtpWire.connect(server.port("submission"));
        client.expect("220");
        client.ask("EHLO client.test", "250-");
        return client;
    }

    private static SmtpWire behindStartTls(Norelay server) {
        SmtpWire client = inTheClear(server);
        client.ask("STARTTLS", "220 2.0.0");
        return client;
    }

    private static SmtpWire at(Norelay server, boolean implicit) {
        return implicit ? SmtpWire.connect(server.port("submissions")) : behindStartTls(server);
    }

    private static SessionRecord session(Norelay server) {
        return server.journal().sessions().get(0);
    }

    private static Norelay story(String yaml) {
        return Norelay.start(ScenarioReader.read("story.yaml", "norelay: 1\ntitle: A story\n" + yaml));
    }

    private static Norelay with(TlsFault fault, boolean implicit) {
        Norelay server = Norelay.open();
        server.add(on(implicit ? Moment.TLS : Moment.STARTTLS).then(startTlsWith(fault)));
        return server;
    }

    // The octets, and how the connection ends.

    @ParameterizedTest
    @CsvSource({
        "HANDSHAKE_FAILURE, 15030300020228",
        "PROTOCOL_VERSION, 15030300020246",
        "ABORT, 160303007a020000760303",
        "GARBAGE, a75ef108",
        "PLAINTEXT, 35303020352e352e3220",
        "OLD_VERSION, 1603010031020000 2d0301"
    })
    void answersTheClientHelloWithTheseOctets(TlsFault fault, String hex) throws IOException {
        byte[] expected = HexFormat.of().parseHex(hex.replace(" ", ""));
        for (boolean implicit : new boolean[] {false, true}) {
            try (Norelay server = with(fault, implicit);
                    SmtpWire client = at(server, implicit)) {
                assertThat(client.raw(HELLO).octets(expected.length)).isEqualTo(expected);
            }
        }
    }

    @Test
    void oldServerHelloIsWhole() throws IOException {
        try (Norelay server = with(TlsFault.OLD_VERSION, true);
                SmtpWire client = at(server, true)) {
            byte[] answer = client.raw(HELLO).octets(61);
            assertThat(HexFormat.of().formatHex(answer, 43, 61))
                    .as("session id, c009 as the first of its own that is offered, renegotiation info, the alert")
                    .isEqualTo("00" + "c009" + "00" + "0005ff01000100" + "15030100020246");
            client.raw((byte) 0x15, (byte) 3, (byte) 1, (byte) 0, (byte) 2, (byte) 2, (byte) 70)
                    .close();
            assertThat(session(server).events(Event.TlsFailed.class))
                    .containsExactly(new Event.TlsFailed("protocol_version", "the client said protocol_version"));
        }
    }

    @ParameterizedTest
    @CsvSource({"HANDSHAKE_FAILURE, 7", "PROTOCOL_VERSION, 7", "ABORT, 19"})
    void finFollows(TlsFault fault, int length) throws IOException {
        for (boolean implicit : new boolean[] {false, true}) {
            try (Norelay server = with(fault, implicit);
                    SmtpWire client = at(server, implicit)) {
                client.raw(HELLO).octets(length);
                assertThat(client.end()).isEqualTo(SmtpWire.End.FIN);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void stallAnswersNothingAndSeesTheClientGo(boolean implicit) throws IOException {
        try (Norelay server = with(TlsFault.STALL, implicit)) {
            try (SmtpWire client = at(server, implicit)) {
                assertThat(client.raw(HELLO).isSilent(300)).isTrue();
                assertThat(session(server).closed()).isEmpty();
                assertThat(session(server).events(Event.FaultEnacted.class))
                        .containsExactly(new Event.FaultEnacted(Moment.TLS, "stall"));
            }
            assertThat(session(server).closed()).contains(How.TLS_FAILED);
            assertThat(server.diagnosis().cause()).isEqualTo(Cause.CONNECTION_LOST);
        }
    }

    // What a client of today makes of it, and what is recorded.

    @ParameterizedTest
    @CsvSource({
        "HANDSHAKE_FAILURE, handshake_failure, tls-version",
        "PROTOCOL_VERSION, protocol_version, tls-version",
        "ABORT, ended within the handshake, connection-lost",
        "GARBAGE, nrecognized SSL message, connection-lost",
        "PLAINTEXT, nrecognized SSL message, connection-lost",
        "OLD_VERSION, TLS10 is not accepted by client preferences, tls-version"
    })
    void clientsHandshakeFails(TlsFault fault, String words, String cause) {
        for (boolean implicit : new boolean[] {false, true}) {
            try (Norelay server = with(fault, implicit);
                    SmtpWire client = at(server, implicit)) {
                assertThatThrownBy(() -> client.startTls(server.settings().sslContext()))
                        .isInstanceOf(SSLException.class)
                        .hasMessageContaining(words);
                client.close();
                assertThat(session(server).events(Event.FaultEnacted.class))
                        .containsExactly(new Event.FaultEnacted(Moment.TLS, fault.id()));
                assertThat(session(server).events(Event.TlsFailed.class)).hasSize(1);
                assertThat(session(server).closed()).contains(How.TLS_FAILED);
                assertThat(server.diagnosis().cause().id()).isEqualTo(cause);
            }
        }
    }

    // Where it is asked for.

    @ParameterizedTest
    @EnumSource(TlsFault.class)
    void listenerMayHaveAFault(TlsFault fault) throws IOException {
        String word = fault.id().contains(":") ? "{ " + fault.id() + " }" : fault.id();
        String tls = "{ tls: { fault: " + word + " } }";
        try (Norelay server = story("server: { listeners: { submission: " + tls + ", submissions: " + tls + " } }\n"
                + "fixed: { server: { listeners: { submission: { tls: { fault: none } } } } }\n")) {
            for (boolean implicit : new boolean[] {false, true}) {
                try (SmtpWire client = at(server, implicit)) {
                    client.raw(HELLO);
                    assertThat(server.journal().sessions().get(implicit ? 1 : 0).events(Event.FaultEnacted.class))
                            .containsExactly(new Event.FaultEnacted(Moment.TLS, fault.id()));
                }
            }
            server.fix();
            try (SmtpWire client = behindStartTls(server)) {
                client.startTls(server.settings().sslContext()).ask("NOOP", "250");
            }
        }
    }

    @Test
    void faultOfOneRuleIsForThatHandshakeOnly() throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.STARTTLS).times(1).then(startTlsWith(TlsFault.GARBAGE)));
            try (SmtpWire first = behindStartTls(server);
                    SmtpWire second = behindStartTls(server)) {
                assertThat(first.raw(HELLO).octets(1)).containsExactly(0xa7);
                second.startTls(server.settings().sslContext()).ask("NOOP", "250");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'client: { tls: [TLSv1, TLSv1.1] }', Received fatal alert: protocol_version",
        "'server: { tls: { versions: [TLSv1] } }', TLS10 is not accepted"
    })
    void oldDeviceAndOldServerAreMetAsTheyAre(String yaml, String words) {
        try (Norelay server = story(yaml + "\n");
                SmtpWire client = behindStartTls(server)) {
            assertThatThrownBy(() -> client.startTls(server.settings().sslContext()))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining(words);
            client.close();
            assertThat(server.diagnosis().cause()).isEqualTo(Cause.TLS_VERSION);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'client: { tls: [TLSv1.2] }', TLSv1.2",
        "'client: { tls: [TLSv1, TLSv1.3] }', TLSv1.3",
        "'client: { tls: [TLSv1] }\nserver: { tls: { versions: [TLSv1, TLSv1.2] } }', TLSv1.2"
    })
    void versionsAreThoseThatDeviceAndServerShare(String yaml, String version) throws IOException {
        try (Norelay server = story(yaml + "\n");
                SmtpWire client = behindStartTls(server)) {
            assertThat(client.startTls(server.settings().sslContext()).tlsVersion())
                    .isEqualTo(version);
        }
    }

    // A certificate of the client's own.

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void clientWithoutACertificateIsRefusedWhereOneIsRequired(String version) {
        try (Norelay server =
                        story("server: { tls: { client-certificate: required, versions: [" + version + "] } }\n");
                SmtpWire client = behindStartTls(server)) {
            // In TLS 1.3 the client is through with its handshake before the server has seen that nothing came; in TLS
            // 1.2 it may still be writing when the server has closed.
            assertThatThrownBy(() ->
                            client.startTls(server.settings().sslContext()).ask("NOOP", "250"))
                    .isInstanceOfAny(SSLException.class, UncheckedIOException.class);
            client.close();
            assertThat(session(server).closed()).contains(How.TLS_FAILED);
            assertThat(session(server).events(Event.TlsFailed.class))
                    .containsExactly(new Event.TlsFailed(null, "Empty client certificate chain"));
            assertThat(server.diagnosis().cause()).isEqualTo(Cause.CONNECTION_LOST);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void clientWithACertificateOfAStrangersIsRefused(String version) throws Exception {
        try (Norelay server =
                        story("server: { tls: { client-certificate: requested, versions: [" + version + "] } }\n");
                SmtpWire client = behindStartTls(server)) {
            SSLContext stranger = Stranger.trusting(server.ca().trustStore());
            assertThatThrownBy(() -> client.startTls(stranger).ask("NOOP", "250"))
                    .isInstanceOfAny(SSLException.class, UncheckedIOException.class);
            client.close();
            assertThat(session(server).closed()).contains(How.TLS_FAILED);
            assertThat(session(server).events(Event.TlsFailed.class))
                    .singleElement()
                    .satisfies(failed -> assertThat(failed.explanation()).startsWith("PKIX path "));
            assertThat(server.diagnosis().cause()).isEqualTo(Cause.CONNECTION_LOST);
        }
    }

    @Test
    void clientWithoutACertificateIsLetInWhereOneIsRequested() throws IOException {
        try (Norelay server = story("server: { tls: { client-certificate: requested } }\n");
                SmtpWire client = behindStartTls(server)) {
            client.startTls(server.settings().sslContext()).ask("NOOP", "250");
        }
    }

    // Clients with which the server has nothing in common.

    @ParameterizedTest
    @CsvSource({"0302, c009, 46", "0303, 002f, 28"})
    void nothingInCommonIsToldAsThat(String version, String cipher, String alert) throws IOException {
        byte[] hello = HexFormat.of()
                .parseHex("160301002f" + "0100002b" + version
                        + "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f" + "00" + "0002" + cipher
                        + "0100" + "0000");
        try (Norelay server = Norelay.open();
                SmtpWire client = behindStartTls(server)) {
            byte[] answer = client.raw(hello).octets(7);
            assertThat(HexFormat.of().formatHex(answer)).matches("150(3..)000202" + alert);
            client.close();
            assertThat(session(server).closed()).contains(How.TLS_FAILED);
            assertThat(session(server).events(Event.TlsFailed.class)).hasSize(1);
            assertThat(server.diagnosis().cause()).isEqualTo(Cause.TLS_VERSION);
        }
    }

    // Clients that do not do what is due.

    @Test
    void plaintextInPlaceOfAClientHelloIsJournalled() {
        try (Norelay server = with(TlsFault.GARBAGE, false);
                SmtpWire client = behindStartTls(server)) {
            client.send("EHLO again");
            assertThat(client.end()).isEqualTo(SmtpWire.End.FIN);
            assertThat(session(server).events(Event.OctetsDropped.class)).hasSize(1);
            assertThat(session(server).events(Event.FaultEnacted.class)).isEmpty();
            assertThat(session(server).closed()).contains(How.TLS_FAILED);
        }
    }

    @Test
    void clientThatGoesOnInPlaintextIsCaughtAtIt() {
        try (Norelay server = with(TlsFault.PLAINTEXT, false);
                SmtpWire client = behindStartTls(server)) {
            client.raw(HELLO).expect("500 5.5.2 ");
            client.send("MAIL FROM:<a@example.test>");
            assertThat(client.end()).isEqualTo(SmtpWire.End.FIN);
            assertThat(session(server).transcript()).contains("MAIL FROM:<a@example.test>");
            assertThat(session(server).events(Event.CommandReceived.class))
                    .noneSatisfy(command -> assertThat(command.shown()).contains("MAIL"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "16030100", "16030100100100002f0303"})
    void clientThatLeavesBeforeItsHelloIsEnough(String hex) {
        try (Norelay server = with(TlsFault.GARBAGE, true);
                SmtpWire client = at(server, true)) {
            client.raw(HexFormat.of().parseHex(hex)).close();
            assertThat(session(server).events(Event.TlsFailed.class))
                    .singleElement()
                    .satisfies(failed -> assertThat(failed.explanation()).startsWith("the client left "));
            assertThat(session(server).closed()).contains(How.TLS_FAILED);
        }
    }

    // Lists of actions at STARTTLS: TLS begins when the list ends.

    @Test
    void octetsMayBeInjectedBehindTheReply() throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.STARTTLS).then(reply("220 go"), send("250 injected\r\n")));
            try (SmtpWire client = inTheClear(server)) {
                client.send("STARTTLS");
                assertThat(new String(client.octets(22), StandardCharsets.US_ASCII))
                        .isEqualTo("220 go\r\n250 injected\r\n");
                client.startTls(server.settings().sslContext()).ask("EHLO client.test", "250-");
            }
        }
    }

    @Test
    void serverMayCloseBehindTheReply() {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.STARTTLS).then(reply("220 go"), close()));
            try (SmtpWire client = inTheClear(server)) {
                client.ask("STARTTLS", "220 go");
                assertThat(client.end()).isEqualTo(SmtpWire.End.FIN);
            }
            assertThat(session(server).closed()).contains(How.SERVER_CLOSED);
        }
    }

    @Test
    void handshakeWaitsForAPauseBehindTheReply() throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(on(Moment.STARTTLS).then(reply("220 go"), pause(Duration.ofMillis(50))));
            try (SmtpWire client = inTheClear(server)) {
                client.ask("STARTTLS", "220 go");
                client.startTls(server.settings().sslContext()).ask("NOOP", "250");
            }
        }
    }
}
