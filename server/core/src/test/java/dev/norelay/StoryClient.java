package dev.norelay;

import dev.norelay.session.Security;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.ReplyCode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A sane mail client that sends one message over one connection: TLS exactly as it is set, with the server's CA and name
 * verified; a login if user and password are set, and none without one; the recipients that are accepted get the message.
 * It goes by a reply's first digit. Blocking.
 */
final class StoryClient {
    private static final Pattern LINE = Pattern.compile("([0-9]{3})(?:([ -])(.*))?");
    /** RFC 5322 §3.3; as long on each day of the month. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private static final int SECONDS_60 = 60_000;

    /**
     * What became of one message.
     *
     * @param failedAt where it first failed; empty if all got it
     * @param said what the server or the system said to that
     * @param delivered who got it
     */
    record Attempt(Optional<Moment> failedAt, String said, List<String> delivered) {
        boolean failed() {
            return failedAt.isPresent();
        }
    }

    /** A client that gives up sooner than it should, at one moment. */
    record Impatience(Moment at, int millis) {}

    private record Answer(int code, String text) {
        boolean positive() {
            return code < 400;
        }
    }

    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        private final String why;
        private final boolean polite;

        /** What ends with QUIT (RFC 5321 §4.1.1.10). */
        Refused(String why) {
            this(why, true);
        }

        /** What ends at once where the server is going, or is not to be talked to. */
        Refused(String why, boolean polite) {
            super(why);
            this.why = why;
            this.polite = polite;
        }
    }

    private final ClientSettings settings;
    private final @Nullable Impatience impatience;
    private final List<String> keywords = new ArrayList<>();
    private final List<String> delivered = new ArrayList<>();
    private Moment moment = Moment.CONNECT;
    private Socket socket = new Socket();
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private Optional<Moment> failedAt = Optional.empty();
    private String said = "";

    private StoryClient(ClientSettings settings, @Nullable Impatience impatience) {
        this.settings = settings;
        this.impatience = impatience;
    }

    /** Sends a message to these recipients. */
    static Attempt send(ClientSettings settings, String id, List<String> to, @Nullable Impatience impatience)
            throws IOException {
        StoryClient client = new StoryClient(settings, impatience);
        try {
            client.talk(id, to);
        } catch (Refused e) {
            client.failed(e.why);
            if (e.polite) {
                client.quit();
            }
        } catch (IOException e) {
            client.failed(words(e, client.moment));
        } finally {
            client.socket.close();
        }
        return new Attempt(client.failedAt, client.said, List.copyOf(client.delivered));
    }

    /** What happened, in the same words on every Java. */
    private static String words(IOException e, Moment moment) {
        if (e instanceof UnknownHostException) {
            return "no server has that name";
        } else if (e instanceof ConnectException) {
            return "connection refused";
        } else if (e instanceof SocketTimeoutException) {
            return "no answer";
        }
        return moment == Moment.TLS ? handshakeFailed(e) : "the connection ends";
    }

    private static String handshakeFailed(Throwable e) {
        if (e instanceof CertificateExpiredException) {
            return "the certificate has expired";
        } else if (e instanceof CertificateNotYetValidException) {
            return "the certificate is not yet valid";
        } else if (e instanceof CertPathBuilderException) {
            return "the certificate's issuer is unknown";
        } else if (e instanceof CertificateException && e.getCause() == null) {
            return "the certificate is for another name";
        }
        return e.getCause() == null ? "the TLS handshake fails" : handshakeFailed(e.getCause());
    }

    private void failed(String why) {
        if (failedAt.isEmpty()) {
            failedAt = Optional.of(moment);
            said = why;
        }
    }

    private void at(Moment next) throws IOException {
        moment = next;
        socket.setSoTimeout(impatience != null && impatience.at() == next ? impatience.millis() : SECONDS_60);
    }

    private void talk(String id, List<String> to) throws IOException {
        connect();
        secure();
        login();
        at(Moment.MAIL);
        String size = lists("SIZE") ? " SIZE=" + settings.size() : "";
        ask("MAIL FROM:<" + settings.from() + ">" + size);
        List<String> accepted = recipients(to);
        if (!accepted.isEmpty()) {
            at(Moment.DATA);
            ask("DATA");
            content(id);
            delivered.addAll(accepted);
        }
        quit();
    }

    private void quit() {
        moment = Moment.QUIT;
        try {
            send("QUIT\r\n");
            reply();
        } catch (IOException gone) {
            // What was said yes to is sent, however the connection ends.
        }
    }

    private void connect() throws IOException {
        // RFC 6761 §6.4: nobody has such a name.
        if (settings.host().endsWith(".invalid")) {
            throw new UnknownHostException(settings.host());
        }
        socket.setTcpNoDelay(true);
        int millis = impatience == null ? SECONDS_60 : impatience.millis();
        socket.connect(new InetSocketAddress(settings.host(), settings.port()), millis);
        if (settings.security() == Security.TLS) {
            handshake();
        } else {
            streams();
        }
        at(Moment.CONNECT);
        require(reply());
    }

    private void secure() throws IOException {
        hello();
        if (settings.security() == Security.STARTTLS) {
            at(Moment.STARTTLS);
            if (!lists("STARTTLS")) {
                throw new Refused("the server does not offer STARTTLS");
            }
            ask("STARTTLS");
            if (in.available() > 0) {
                throw new Refused("there is plaintext behind the yes to STARTTLS", false);
            }
            handshake();
            hello();
        }
    }

    private void handshake() throws IOException {
        at(Moment.TLS);
        SSLSocket tls = (SSLSocket)
                settings.sslContext().getSocketFactory().createSocket(socket, settings.host(), settings.port(), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        socket = tls;
        tls.startHandshake();
        streams();
    }

    private void streams() throws IOException {
        in = new BufferedInputStream(socket.getInputStream());
        out = new BufferedOutputStream(socket.getOutputStream());
    }

    private void hello() throws IOException {
        at(Moment.EHLO);
        keywords.clear();
        String list = ask("EHLO client.test").text();
        list.lines().skip(1).forEach(line -> keywords.add(line.substring(4).toUpperCase(Locale.ROOT)));
    }

    private boolean lists(String keyword) {
        return keywords.stream().anyMatch(line -> line.equals(keyword) || line.startsWith(keyword + " "));
    }

    private void login() throws IOException {
        String user = settings.user().orElse("");
        String password = settings.password().orElse("");
        String token = settings.token().orElse("");
        if (user.isEmpty() || (password.isEmpty() && token.isEmpty())) {
            return;
        }
        at(Moment.AUTH);
        List<String> offered = keywords.stream()
                .filter(line -> line.startsWith("AUTH "))
                .flatMap(line -> List.of(line.split(" ")).stream().skip(1))
                .toList();
        if (!token.isEmpty() && offered.contains("XOAUTH2")) {
            Answer answer = ask("AUTH XOAUTH2 " + base64("user=" + user + "\1auth=Bearer " + token + "\1\1"));
            if (answer.code() == ReplyCode.AUTHENTICATION_CHALLENGE_334) {
                ask(""); // the token is no good, and the reply says so
            }
        } else if (password.isEmpty()) {
            throw new Refused("the server offers no sign-in, only " + String.join(", ", offered));
        } else if (offered.contains("PLAIN")) {
            ask("AUTH PLAIN " + base64("\0" + user + "\0" + password));
        } else if (offered.contains("LOGIN")) {
            ask("AUTH LOGIN");
            ask(base64(user));
            ask(base64(password));
        } else {
            throw new Refused(
                    offered.isEmpty()
                            ? "the server offers no login"
                            : "the server offers no login that this client knows, only " + String.join(", ", offered));
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> recipients(List<String> to) throws IOException {
        List<String> accepted = new ArrayList<>();
        for (String recipient : to) {
            at(Moment.RCPT);
            send("RCPT TO:<" + recipient + ">\r\n");
            Answer answer = reply();
            if (answer.positive()) {
                accepted.add(recipient);
            } else if (answer.code() == 421) {
                throw new Refused(answer.text(), false);
            } else {
                failed(answer.text());
            }
        }
        return accepted;
    }

    private void content(String id) throws IOException {
        at(Moment.END_OF_DATA);
        String date = DATE.format(OffsetDateTime.now(ZoneOffset.UTC));
        String header = "Date: " + date + "\r\nFrom: <" + settings.from() + ">\r\nMessage-ID: <" + id + ">\r\nSubject: "
                + id + "\r\n\r\n";
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        String line = "0123456789".repeat(7) + "\r\n";
        for (long octets = header.length(); octets < settings.size() - line.length(); octets += line.length()) {
            out.write(line.getBytes(StandardCharsets.US_ASCII));
        }
        ask(".");
    }

    private Answer ask(String line) throws IOException {
        send(line + "\r\n");
        return require(reply());
    }

    private static Answer require(Answer answer) throws IOException {
        if (!answer.positive()) {
            throw new Refused(answer.text(), answer.code() != 421);
        }
        return answer;
    }

    private void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** All lines must have one code (RFC 5321 §4.2.1); a code alone is a line too (§4.2). */
    private Answer reply() throws IOException {
        StringBuilder text = new StringBuilder();
        int code = 0;
        while (true) {
            String line = line();
            text.append(line).append('\n');
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new Refused("no reply: " + text, false);
            }
            int now = Integer.parseInt(parts.group(1));
            if (code != 0 && code != now) {
                throw new Refused("a reply with two codes: " + text, false);
            }
            code = now;
            if (!"-".equals(parts.group(2))) {
                return new Answer(code, text.toString());
            }
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the connection ended behind \"" + line + "\"");
            }
            if (octet != '\r') {
                line.write(octet);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
