package dev.norelay.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import dev.norelay.Norelay;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.SessionRecord;
import dev.norelay.scenario.yaml.ScenarioReader;
import dev.norelay.standalone.story.SessionReporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * A password that is in no scenario stands in nothing that norelay writes, in no encoding, by whatever way a client sends
 * it: not in transcripts, events, diagnoses, near misses, logs, nor in what {@code norelay run} prints. (Its octets are in
 * the journal's memory, which is true to the octet.)
 */
class SecretsTest {
    private static final String PASSWORD = "Tr0ub4dor&3-zebra";
    private static final String USER = "alice@example.test";
    private static final String USER64 = base64(USER);
    private static final String PASSWORD64 = base64(PASSWORD);
    private static final String PLAIN64 = base64("\0" + USER + "\0" + PASSWORD);
    private static final String TOKEN64 = base64("user=" + USER + "\1auth=Bearer " + PASSWORD + "\1\1");

    private static final String BEARER64 = base64("n,a=" + USER + ",\1auth=Bearer " + PASSWORD + "\1\1");
    private static final String DIGEST = "7ee1b2b4f0d94c2a8d3f6b1a0c9e5d47";
    private static final String CRAM64 = base64(USER + " " + DIGEST);
    private static final String SCRAM_NONCE = "fyko+d2lbbFgONRv9qkxdawL";
    private static final String SCRAM64 = base64("n,,n=" + USER + ",r=" + SCRAM_NONCE);
    private static final String PROOF64 = base64("c=biws,r=" + SCRAM_NONCE + "x,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=");

    private static final String SCENARIO = """
            norelay: 1
            title: keeps secrets
            server:
              policy: { auth: [PLAIN, LOGIN, CRAM-MD5, SCRAM-SHA-1, SCRAM-SHA-256, XOAUTH2, OAUTHBEARER] }
              accounts: { alice@example.test: { password: correct-horse } }
              listeners:
                submission:  { port: 587, security: starttls }
                submissions: { port: 465, security: tls }
                smtp: { port: 25, security: none, policy: { require-tls: never } }
                old:  { port: 26, speaks: imap }
            rules:
              - { on: auth, when: { helo: closing.test }, then: [ { reply: "535 5.7.8 no" }, close ] }
              - { on: auth, when: { helo: stalling.test }, then: stall }
              - { on: any, when: { command: "XYZZY*" }, then: ignore }
            """;

    private final StringWriter text = new StringWriter();
    private final StringWriter json = new StringWriter();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<Logger> loggers = List.of(logger("dev.norelay"), logger("io.netty"));

    @BeforeEach
    void logAll() {
        log.start();
        for (Logger logger : loggers) {
            logger.addAppender(log);
            logger.setLevel(Level.DEBUG);
            logger.setAdditive(false);
        }
    }

    @AfterEach
    void logAsBefore() {
        for (Logger logger : loggers) {
            logger.detachAppender(log);
            logger.setLevel(null);
            logger.setAdditive(true);
        }
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    private static String base64(String secret) {
        return Base64.getEncoder().encodeToString(secret.getBytes(UTF_8));
    }

    private static Arguments way(String name, String listener, String... pieces) {
        return Arguments.of(name, listener, List.of(pieces));
    }

    /** A name, a listener, and the pieces that are sent, a reply awaited behind each that ends a line. */
    static List<Arguments> ways() {
        String blob = PLAIN64;
        String half = blob.substring(0, blob.length() / 2);
        String rest = blob.substring(blob.length() / 2);
        List<Arguments> ways = new ArrayList<>();
        for (String listener : List.of("submissions", "submission", "smtp")) { // in TLS, before it, without it
            ways.addAll(List.of(
                    way("PLAIN", listener, "EHLO x\r\n", "AUTH PLAIN " + blob + "\r\n"),
                    way("PLAIN, empty challenge", listener, "EHLO x\r\n", "AUTH PLAIN\r\n", blob + "\r\n"),
                    way("LOGIN", listener, "EHLO x\r\n", "AUTH LOGIN\r\n", USER64 + "\r\n", PASSWORD64 + "\r\n"),
                    way(
                            "LOGIN, user at once",
                            listener,
                            "EHLO x\r\n",
                            "AUTH LOGIN " + USER64 + "\r\n",
                            PASSWORD64 + "\r\n"),
                    way(
                            "LOGIN, answered as PLAIN",
                            listener,
                            "EHLO x\r\n",
                            "AUTH LOGIN " + blob + "\r\n",
                            blob + "\r\n"),
                    way(
                            "LOGIN, in the clear",
                            listener,
                            "EHLO x\r\n",
                            "AUTH LOGIN\r\n",
                            USER + "\r\n",
                            PASSWORD + "\r\n"),
                    way("LOGIN, cancelled", listener, "EHLO x\r\n", "AUTH LOGIN\r\n", "*\r\n", PASSWORD64 + "\r\n"),
                    way("no base64", listener, "EHLO x\r\n", "AUTH PLAIN " + blob + "!\r\n", PASSWORD + "\r\n"),
                    way("two responses", listener, "EHLO x\r\n", "AUTH PLAIN " + USER64 + " " + PASSWORD64 + "\r\n"),
                    way("a token", listener, "EHLO x\r\n", "AUTH XOAUTH2 " + TOKEN64 + "\r\n", TOKEN64 + "\r\n"),
                    way(
                            "a token in a line of its own",
                            listener,
                            "EHLO x\r\n",
                            "AUTH XOAUTH2\r\n",
                            TOKEN64 + "\r\n",
                            "\r\n"),
                    way(
                            "a token, in the clear",
                            listener,
                            "EHLO x\r\n",
                            "AUTH XOAUTH2\r\n",
                            "user=" + USER + "\1auth=Bearer " + PASSWORD + "\1\1\r\n"),
                    way("a bearer's", listener, "EHLO x\r\n", "AUTH OAUTHBEARER " + BEARER64 + "\r\n", "AQ==\r\n"),
                    way("CRAM-MD5", listener, "EHLO x\r\n", "AUTH CRAM-MD5\r\n", CRAM64 + "\r\n"),
                    way("CRAM-MD5, too early", listener, "EHLO x\r\n", "AUTH CRAM-MD5 " + CRAM64 + "\r\n"),
                    way(
                            "SCRAM",
                            listener,
                            "EHLO x\r\n",
                            "AUTH SCRAM-SHA-1 " + SCRAM64 + "\r\n",
                            PROOF64 + "\r\n",
                            "\r\n"),
                    way(
                            "SCRAM, line by line",
                            listener,
                            "EHLO x\r\n",
                            "AUTH SCRAM-SHA-256\r\n",
                            SCRAM64 + "\r\n",
                            PROOF64 + "\r\n"),
                    way(
                            "a mechanism of nobody's",
                            listener,
                            "EHLO x\r\n",
                            "AUTH ODD\r\n",
                            USER64 + "\r\n",
                            PASSWORD64 + "\r\n"),
                    way("no EHLO", listener, "AUTH LOGIN\r\n", USER64 + "\r\n", PASSWORD64 + "\r\n"),
                    way("cut into two lines", listener, "EHLO x\r\n", "AUTH PLAIN " + half + "\r\n", rest + "\r\n"),
                    way("cut into pieces", listener, "EHLO x\r\nAU", "TH PLAIN " + half, rest + "\r\n"),
                    way("gone in the middle", listener, "EHLO x\r\n", "AUTH PLAIN " + half),
                    way("far too long", listener, "EHLO x\r\n", "AUTH PLAIN " + blob.repeat(300) + "\r\n"),
                    way(
                            "behind QUIT",
                            listener,
                            "EHLO x\r\nQUIT\r\nAUTH LOGIN\r\n" + USER64 + "\r\n" + PASSWORD64 + "\r\n"),
                    way(
                            "pipelined",
                            listener,
                            "EHLO x\r\nAUTH LOGIN\r\n" + USER64 + "\r\n" + PASSWORD64 + "\r\nNOOP\r\n")));
            for (String wrong : List.of(
                    "PASS " + PASSWORD,
                    "LOGIN " + USER + " " + PASSWORD,
                    "a1 LOGIN " + USER + " " + PASSWORD,
                    "USER " + USER + "\r\nPASS " + PASSWORD,
                    "AUTH\tPLAIN " + blob,
                    " AUTH PLAIN " + blob,
                    "AUTH=PLAIN " + blob,
                    "AUTHPLAIN " + blob,
                    "AUTH PLAIN" + blob,
                    "AUTH  PLAIN  " + blob,
                    "AUTH PLAIN\0" + blob,
                    PASSWORD,
                    PASSWORD64,
                    blob)) {
                ways.add(way("as a command, " + ways.size(), listener, "EHLO x\r\n", wrong + "\r\n"));
            }
        }
        ways.addAll(List.of(
                way("behind STARTTLS", "submission", "EHLO x\r\nSTARTTLS\r\nAUTH PLAIN " + blob + "\r\n"),
                way(
                        "LOGIN behind STARTTLS",
                        "submission",
                        "EHLO x\r\nSTARTTLS\r\nAUTH LOGIN\r\n" + USER64 + "\r\n" + PASSWORD64 + "\r\n"),
                way(
                        "the answers alone behind STARTTLS",
                        "submission",
                        "EHLO x\r\n",
                        "AUTH LOGIN\r\n",
                        "STARTTLS\r\n" + USER64 + "\r\n" + PASSWORD64 + "\r\n"),
                way("in a handshake's place", "submission", "EHLO x\r\nSTARTTLS\r\n", "AUTH PLAIN " + blob + "\r\n"),
                way(
                        "to one that closes",
                        "smtp",
                        "EHLO closing.test\r\nAUTH LOGIN\r\n" + USER64 + "\r\n" + PASSWORD64 + "\r\n"),
                way(
                        "to one that stalls",
                        "smtp",
                        "EHLO stalling.test\r\nAUTH LOGIN\r\n",
                        USER64,
                        "\r\n" + PASSWORD64,
                        "\r\n"),
                way("in IMAP", "old", "a1 LOGIN " + USER + " " + PASSWORD + "\r\n"),
                way("in IMAP, in pieces", "old", "a1 LOG", "IN " + USER + " " + PASSWORD + "\r\n"),
                way("in IMAP, line by line", "old", "a1 AUTHENTICATE LOGIN\r\n", USER64 + "\r\n", PASSWORD64 + "\r\n"),
                way("in plaintext to TLS", "plain:submissions", "AUTH PLAIN " + blob + "\r\n")));
        return ways;
    }

    @ParameterizedTest(name = "{0} ({1})")
    @MethodSource("ways")
    void noPasswordIsWritten(String name, String listener, List<String> pieces) throws IOException {
        String written;
        Norelay server = Norelay.builder()
                .scenario(ScenarioReader.read("secrets.yaml", SCENARIO))
                .start();
        try (server) {
            send(server, listener, pieces);
            written = render(server);
        }
        List<String> forms = new ArrayList<>();
        for (String secret :
                List.of(PASSWORD, PASSWORD64, PLAIN64, TOKEN64, BEARER64, DIGEST, CRAM64, PROOF64, "0" + PASSWORD)) {
            String half = secret.substring(secret.length() / 2);
            for (String form : List.of(secret.substring(0, 8), half.substring(0, 8), secret)) {
                forms.add(form);
                forms.add(HexFormat.of().formatHex(form.getBytes(UTF_8)));
            }
        }
        forms.removeIf(form -> base64("\0" + USER + "\0").startsWith(form)); // the user's name is none
        assertThat(written.toLowerCase(Locale.ROOT))
                .contains("session") // something has been written
                .doesNotContain(forms.stream()
                        .map(form -> form.toLowerCase(Locale.ROOT))
                        .toArray(String[]::new));
    }

    private static void send(Norelay server, String listener, List<String> pieces) throws IOException {
        boolean plain = listener.startsWith("plain:");
        String port = plain ? listener.substring("plain:".length()) : listener;
        try (Socket socket = connect(server, port, !plain && port.equals("submissions"))) {
            socket.setSoTimeout(10_000);
            InputStream in = socket.getInputStream();
            if (!plain) {
                readLine(in);
            }
            for (String piece : pieces) {
                socket.getOutputStream().write(piece.getBytes(UTF_8));
                socket.getOutputStream().flush();
                server.journal().entries(); // the barrier: the piece is one
            }
        } catch (IOException serverClosed) {
            // some of these ways are too much for the server, which then has closed
        }
    }

    private static Socket connect(Norelay server, String listener, boolean tls) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        int port = server.port(listener);
        return tls
                ? server.settings().sslContext().getSocketFactory().createSocket(here, port)
                : new Socket(here, port);
    }

    private static void readLine(InputStream in) throws IOException {
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            // the greeting
        }
    }

    /** All that norelay writes of what happened. */
    private String render(Norelay server) {
        StringBuilder all = new StringBuilder();
        EventWriter writer = new TextEvents(new Output(new PrintWriter(text)), Paint.NEVER, 100, ZoneOffset.UTC);
        SessionReporter people = new SessionReporter(server, writer);
        SessionReporter programs =
                new SessionReporter(server, new JsonEvents(new Output(new PrintWriter(json)), Clock.systemUTC()));
        for (Entry entry : server.journal().entries()) {
            people.recorded(entry);
            programs.recorded(entry);
            all.append(entry).append('\n');
            if (entry.event() instanceof Event.CommandReceived received) {
                all.append(received.shown()).append('\n');
            }
        }
        for (SessionRecord session : server.journal().sessions()) {
            all.append(session.transcript()).append(session).append('\n');
            server.diagnosis(session).ifPresent(all::append);
        }
        all.append(server.journal().transcript()).append(server.diagnosis()).append(server.nearMisses());
        for (ILoggingEvent event : List.copyOf(log.list)) {
            all.append(event.getFormattedMessage()).append('\n');
            for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                all.append(cause.getMessage()).append('\n');
            }
        }
        return all.append(text).append(json).toString();
    }
}
