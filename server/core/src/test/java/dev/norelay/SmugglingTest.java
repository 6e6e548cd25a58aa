package dev.norelay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.journal.Event;
import dev.norelay.journal.SessionRecord;
import dev.norelay.scenario.yaml.ScenarioReader;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What would let a second message, or a command, through under cover of a first one: per policy what is answered and what
 * the journal has. In the tables {@code \r}, {@code \n} and {@code \0} are octets.
 */
class SmugglingTest {
    private static final String SCENARIO = """
            norelay: 1
            title: two opinions on bare newlines
            server:
              policy: { relay: anyone, require-auth: never, require-tls: never }
              listeners:
                smtp:       { port: 25,  security: none, policy: { bare-newline: reject, auth: [PLAIN, LOGIN] } }
                lenient:    { port: 26,  security: none, policy: { bare-newline: accept } }
                submission: { port: 587, security: starttls }
            """;
    /** Behind what may pass for the end of the first message. */
    private static final String SECOND =
            "MAIL FROM:<evil@x.test>\r\nRCPT TO:<victim@x.test>\r\nDATA\r\nSubject: second";

    private static Norelay server;

    @BeforeAll
    static void start() {
        server = Norelay.builder()
                .scenario(ScenarioReader.read("smuggling.yaml", SCENARIO))
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void reset() {
        server.reset();
    }

    private static String octets(String written) {
        return written.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
    }

    private static SmtpWire greeted(String listener) {
        SmtpWire client = SmtpWire.connect(server.port(listener));
        client.expect("220");
        return client;
    }

    private static SessionRecord session() {
        return server.journal().sessions().get(0);
    }

    /** What separates the two, as it is sent; what of it is in the one message; and the answers of reject and accept. */
    @ParameterizedTest(name = "{0} ({3})")
    @CsvSource(quoteCharacter = '"', textBlock = """
            # sent              kept              reject  RFC
            \\n.\\n,            \\n.\\n,          550,    RFC 5321 §4.1.1.4
            \\r.\\r,            \\r.\\r,          550,    RFC 5321 §4.1.1.4
            \\r\\n.\\n,         \\r\\n\\n,        550,    RFC 5321 §4.1.1.4
            \\n.\\r\\n,         \\n.\\r\\n,       550,    RFC 5321 §4.1.1.4
            \\r\\n.\\r,         \\r\\n\\r,        550,    RFC 5321 §4.1.1.4
            \\r.\\r\\n,         \\r.\\r\\n,       550,    RFC 5321 §4.1.1.4
            \\r.\\n,            \\r.\\n,          550,    RFC 5321 §2.3.8
            \\n.\\r,            \\n.\\r,          550,    RFC 5321 §2.3.8
            \\n\\n.\\n\\n,      \\n\\n.\\n\\n,    550,    RFC 5321 §2.3.8
            \\r\\r\\n.\\r\\r\\n, \\r\\r\\n\\r\\r\\n, 550, RFC 5321 §2.3.8
            \\r\\n.\\r\\r\\n,   \\r\\n\\r\\r\\n,  550,    RFC 5321 §4.1.1.4
            \\n,                \\n,              550,    RFC 5321 §2.3.8
            \\r,                \\r,              550,    RFC 5321 §2.3.8
            \\n\\r,             \\n\\r,           550,    RFC 5321 §2.3.8
            \\0,                \\0,              250,    RFC 5321 §4.5.2
            \\r\\n\\0.\\r\\n,   \\r\\n\\0.\\r\\n, 250,    RFC 5321 §4.1.1.4
            \\r\\n.\\0\\r\\n,   \\r\\n\\0\\r\\n,  250,    RFC 5321 §4.5.2
            \\r\\n..\\r\\n,     \\r\\n.\\r\\n,    250,    RFC 5321 §4.5.2
            \\r\\n...\\r\\n,    \\r\\n..\\r\\n,   250,    RFC 5321 §4.5.2
            \\r\\n.x\\r\\n,     \\r\\nx\\r\\n,    250,    RFC 5321 §4.5.2
            "\\r\\n. \\r\\n",   "\\r\\n \\r\\n",  250,    RFC 5321 §4.5.2
            "\\r\\n .\\r\\n",   "\\r\\n .\\r\\n", 250,    RFC 5321 §4.1.1.4
            x.\\r\\n,           x.\\r\\n,         250,    RFC 5321 §4.1.1.4
            """)
    void noSecondMessageIsSmuggledInsideAFirst(String sent, String kept, int rejecting, String rfc) {
        for (String listener : List.of("smtp", "lenient")) {
            boolean accepted = listener.equals("lenient") || rejecting == 250;
            server.reset();
            try (SmtpWire client = greeted(listener)) {
                client.ask("EHLO client.test", "250-");
                client.ask("MAIL FROM:<a@x.test>", "250");
                client.ask("RCPT TO:<b@x.test>", "250");
                client.ask("DATA", "354");
                client.raw("first" + octets(sent) + SECOND + "\r\n.\r\nQUIT\r\n");
                client.expect(accepted ? "250" : "550 5.6.0");
                client.expect("221");
                assertThat(client.end()).isEqualTo(SmtpWire.End.FIN);
            }
            assertThat(session().events(Event.CommandReceived.class)).hasSize(5);
            assertThat(session().events(Event.ContentReceived.class)).hasSize(1);
            assertThat(server.messages()).hasSize(accepted ? 1 : 0).allSatisfy(message -> {
                assertThat(message.text()).isEqualTo("first" + octets(kept) + SECOND + "\r\n");
                assertThat(message.recipients()).containsExactly("b@x.test");
            });
        }
    }

    @ParameterizedTest(name = "{0} ({3})")
    @CsvSource({
        "NOOP\\n, 500, 250, RFC 5321 §2.3.8",
        "NO\\rOP\\r\\n, 500, 500, RFC 5321 §2.3.8",
        "NOOP\\r\\r\\n, 500, 500, RFC 5321 §2.3.8",
        "NOOP\\rNOOP\\r\\n, 500, 500, RFC 5321 §2.3.8",
        "NO\\0OP\\r\\n, 500, 500, RFC 5321 §2.4",
        "NOOP\\0\\r\\n, 500, 500, RFC 5321 §2.4",
        "\\r\\n, 500, 500, RFC 5321 §4.1.1",
        "MAIL FROM:<a@x.test>\\nRCPT TO:<b@x.test>\\r\\n, 500 503, 250 250, RFC 5321 §2.3.8",
        "MAIL FROM:<a@x.test>\\rRCPT TO:<b@x.test>\\r\\n, 500, 500, RFC 5321 §2.3.8",
        "VRFY a\\nMAIL FROM:<a@x.test>\\n, 500 500, 252 250, RFC 5321 §2.3.8"
    })
    void aLineEndsWhereThePolicySays(String sent, String rejecting, String accepting, String rfc) {
        for (String listener : List.of("smtp", "lenient")) {
            server.reset();
            String[] codes = (listener.equals("smtp") ? rejecting : accepting).split(" ", -1);
            try (SmtpWire client = greeted(listener)) {
                client.ask("EHLO client.test", "250-");
                client.raw(octets(sent) + "QUIT\r\n");
                for (String code : codes) {
                    client.expect(code);
                }
                client.expect("221");
            }
            assertThat(session().events(Event.CommandReceived.class)).hasSize(codes.length + 2);
        }
    }

    /** RFC 3207 §4.2: what came in the clear is discarded, and with it what the server knew. */
    @ParameterizedTest
    @CsvSource({
        "MAIL FROM:<evil@x.test>\\r\\n",
        "EHLO evil.test\\r\\n",
        "EHLO evil.test\\r\\nMAIL FROM:<evil@x.test>\\r\\nRCPT TO:<b@x.test>\\r\\nDATA\\r\\nx\\r\\n.\\r\\n",
        "AUTH PLAIN AGEAczNjcmV0\\r\\n",
        "NOOP",
        "QUIT\\r\\n"
    })
    void nothingBehindStartTlsIsObeyed(String injected) throws IOException {
        try (SmtpWire client = greeted("submission")) {
            client.ask("EHLO client.test", "250-");
            client.ask("MAIL FROM:<a@x.test>", "250");
            client.ask("RCPT TO:<b@x.test>", "250");
            client.raw("STARTTLS\r\n" + octets(injected)).expect("220");
            client.startTls(server.settings().sslContext());
            client.ask("DATA", "503");
            client.ask("MAIL FROM:<a@x.test>", "503 5.5.1 Bad sequence of commands: EHLO first");
            client.ask("QUIT", "221");
        }
        assertThat(session().events(Event.CommandReceived.class)).hasSize(7);
        assertThat(session().events(Event.OctetsDropped.class))
                .singleElement()
                .satisfies(dropped ->
                        assertThat(dropped.count()).isEqualTo(octets(injected).length()));
        assertThat(server.messages()).isEmpty();
        assertThat(session().transcript()).doesNotContain("AGEAczNjcmV0");
    }

    /** RFC 4954 §4: within an exchange each line is a response, whatever it looks like; behind it, a command. */
    @ParameterizedTest
    @CsvSource({
        "AUTH PLAIN AGEAczNjcmV0\\r\\nNOOP\\r\\n, 535 250",
        "AUTH PLAIN\\r\\nAGEAczNjcmV0\\r\\nNOOP\\r\\n, 334 535 250",
        "AUTH PLAIN\\r\\nMAIL FROM:<evil@x.test>\\r\\nRCPT TO:<b@x.test>\\r\\n, 334 501 503",
        "AUTH LOGIN\\r\\nYQ==\\r\\nczNjcmV0\\r\\nMAIL FROM:<a@x.test>\\r\\n, 334 334 535 250",
        "AUTH LOGIN\\r\\n*\\r\\nczNjcmV0\\r\\n, 334 501 500",
        "AUTH LOGIN\\r\\nYQ==\\nczNjcmV0\\r\\n, 334 500 500",
        "AUTH CRAM-MD5\\r\\nczNjcmV0\\r\\nczNjcmV0\\r\\n, 504 500 500"
    })
    void pipelinedLinesOfALoginAreResponsesAndNothingElse(String sent, String codes) {
        try (SmtpWire client = greeted("smtp")) {
            client.ask("EHLO client.test", "250-");
            client.raw(octets(sent) + "QUIT\r\n");
            for (String code : codes.split(" ", -1)) {
                client.expect(code);
            }
            client.expect("221");
        }
        String secret = Base64.getEncoder().encodeToString("s3cret".getBytes(UTF_8));
        assertThat(session().transcript()).doesNotContain(secret);
    }
}
