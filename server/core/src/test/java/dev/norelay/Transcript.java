package dev.norelay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norelay.session.Security;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What client and server say, to the octet, played against a server: each step must go as it is written, and no octet
 * may come that is not.
 *
 * <pre>{@code
 * C: text      the client sends this line                C| text      … without CRLF
 * S: text      the server sends this line, and no other  S| text      … without CRLF
 * S# 15 03..   the server sends these octets, in hex; a dot is any digit
 * S~ text      the server sends one reply that begins so
 * greeting, hello, mail, rcpt, data, message   what comes before, done in the ordinary way; each includes the one before
 * starttls     hello, and STARTTLS answered with 220
 * tls: ok | RSA 1024 | TLSv1.2 | words      the handshake succeeds; with that key or version; or fails with these words
 * tls: unverified              the handshake succeeds, whatever the certificate
 * ClientHello  the client sends one                      silence      nothing comes
 * fix          the remedy is done                        again        a new connection
 * letter ID    a message with that Message-ID, and dot   head ID      the fields of such a message, and no more
 * quit         QUIT, its reply, and the client's end      pass: 2H     as if so much time had gone by
 * connect: refused | unanswered                          messages: 1  so many messages have been taken
 * end: FIN | RESET | CLOSE_NOTIFY | TRUNCATED            how the connection ends
 * alert: words inside TLS the server sends a fatal alert with these words in its name
 * }</pre>
 *
 * <p>Texts have the escapes {@code \xff}, {@code \r} and {@code \n}; a character is an octet.
 */
final class Transcript implements AutoCloseable {
    /** A ClientHello of TLS 1.2 that offers c009, c013 and 002f. */
    private static final byte[] HELLO = HexFormat.of()
            .parseHex("1603010033" + "0100002f0303" + "00010203040506070809"
                    + "0a0b0c0d0e0f101112131415161718191a1b1c1d1e1f" + "00" + "0006c009c013002f" + "0100" + "0000");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9a-f]{2})|[rn])");
    private static final int SILENCE_MILLIS = 150;

    private final Norelay server;
    private @Nullable SmtpWire wire;

    private Transcript(Norelay server) {
        this.server = server;
    }

    /** Reads a file of transcripts: {@code == name}, and steps below it. */
    static Map<String, List<String>> read(Path file) throws IOException {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (String section : Files.readString(file).split("(?m)^== ", -1)) {
            List<String> lines = section.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# "))
                    .toList();
            if (!lines.isEmpty()) {
                all.put(lines.get(0), lines.subList(1, lines.size()));
            }
        }
        return all;
    }

    /** Plays the steps. */
    static void play(List<String> steps, Norelay server) throws IOException {
        try (Transcript transcript = new Transcript(server)) {
            for (String step : steps) {
                try {
                    transcript.play(step);
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError("at \"" + step + "\": " + e.getMessage(), e);
                }
            }
        }
    }

    private void play(String step) throws IOException {
        String word = step.replaceFirst("^([CS][:|~#]|[^ ]+).*", "$1");
        String text = step.substring(word.length()).stripLeading();
        switch (word) {
            case "C:" -> wire().raw(octets(text + "\\r\\n"));
            case "C|" -> wire().raw(octets(text));
            case "S:" -> says(octets(text + "\\r\\n"));
            case "S|" -> says(octets(text));
            case "S#" -> saysHex(text.replace(" ", ""));
            case "S~" -> wire().expect(text);
            case "ClientHello" -> wire().raw(HELLO);
            case "silence" -> assertThat(wire().isSilent(SILENCE_MILLIS)).isTrue();
            case "end:" -> assertThat(wire().end()).isEqualTo(SmtpWire.End.valueOf(text));
            case "tls:" -> handshake(text);
            case "alert:" ->
                assertThatThrownBy(() -> wire().end())
                        .hasStackTraceContaining("Received fatal alert")
                        .hasStackTraceContaining(text);
            case "connect:" -> connect(text);
            case "again" -> close();
            case "fix" -> server.fix();
            case "pass:" -> server.letTimePass(Duration.parse("PT" + text));
            case "head" -> wire().raw(head(text));
            case "letter" -> wire().raw(head(text) + "\r\nHello.\r\n.\r\n");
            case "quit" -> {
                wire().ask("QUIT", "221 ");
                close();
            }
            case "messages:" -> assertThat(server.messages()).hasSize(Integer.parseInt(text));
            default -> before(word);
        }
    }

    private static String head(String id) {
        return "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(OffsetDateTime.now(ZoneOffset.UTC))
                + "\r\nFrom: <alice@example.test>\r\nMessage-ID: <" + id + "@client.test>\r\n";
    }

    private void says(byte[] expected) {
        assertThat(new String(wire().take(expected.length), ISO_8859_1)).isEqualTo(new String(expected, ISO_8859_1));
    }

    private void saysHex(String expected) {
        assertThat(HexFormat.of().formatHex(wire().take(expected.length() / 2))).matches(expected);
    }

    private static byte[] octets(String text) {
        Matcher escapes = ESCAPE.matcher(text);
        String unescaped = escapes.replaceAll(found -> found.group(1) != null
                ? Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16)))
                : found.group().equals("\\r") ? "\r" : "\n");
        return unescaped.getBytes(ISO_8859_1);
    }

    private SmtpWire wire() {
        if (wire == null) {
            wire = SmtpWire.connect(server.settings().port());
        }
        return wire;
    }

    private void before(String word) throws IOException {
        switch (word) {
            case "greeting" -> wire().expect("220 mail.example.test");
            case "hello" -> {
                before("greeting");
                wire().ask("EHLO client.test", "250-");
            }
            case "mail" -> {
                before("hello");
                wire().ask("MAIL FROM:<alice@example.test>", "250 2.1.0 ");
            }
            case "rcpt" -> {
                before("mail");
                wire().ask("RCPT TO:<bob@partner.test>", "250 2.1.5 ");
            }
            case "data" -> {
                before("rcpt");
                wire().ask("DATA", "354 ");
            }
            case "message" -> {
                before("data");
                wire().raw("Subject: x\r\n\r\nx\r\n.\r\n");
            }
            case "starttls" -> {
                before("hello");
                wire().ask("STARTTLS", "220 ");
            }
            default -> throw new IllegalArgumentException("no step is called " + word);
        }
    }

    private void handshake(String wanted) throws IOException {
        SSLEngine engine = server.ca()
                .sslContext()
                .createSSLEngine("localhost", server.settings().port());
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        switch (wanted) {
            case "ok" -> wire().startTls(engine);
            case "unverified" ->
                wire().startTls(trusting()
                        .createSSLEngine("localhost", server.settings().port()));
            case "TLSv1.2", "TLSv1.3" ->
                assertThat(wire().startTls(engine).tlsVersion()).isEqualTo(wanted);
            case "RSA 1024" -> {
                wire().startTls(engine);
                RSAPublicKey key = (RSAPublicKey)
                        engine.getSession().getPeerCertificates()[0].getPublicKey();
                assertThat(key.getModulus().bitLength()).isEqualTo(1024);
            }
            default ->
                assertThatThrownBy(() -> wire().startTls(engine))
                        .isInstanceOf(SSLException.class)
                        .hasStackTraceContaining(wanted);
        }
    }

    /** A client that takes any certificate, as the worst of them do. */
    private static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    private static final class Trusting extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket with) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine with) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket with) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine with) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private void connect(String outcome) {
        assertThat(server.settings().security()).isEqualTo(Security.NONE);
        assertThatThrownBy(() -> {
                    try (Socket socket = new Socket()) {
                        int port = server.settings().port();
                        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 300);
                    }
                })
                .isInstanceOf(outcome.equals("refused") ? ConnectException.class : SocketTimeoutException.class);
    }

    @Override
    public void close() {
        if (wire != null) {
            wire.close();
            wire = null;
        }
    }
}
