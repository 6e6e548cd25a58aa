package dev.norelay.clients;

import static dev.norelay.scenario.Cause.CERTIFICATE_EXPIRED;
import static dev.norelay.scenario.Cause.CERTIFICATE_NOT_YET_VALID;
import static dev.norelay.scenario.Cause.CLOCK_WRONG;
import static dev.norelay.scenario.Cause.LOGIN_MISSING;
import static dev.norelay.scenario.Cause.NONE;
import static dev.norelay.scenario.Cause.NO_SESSION;
import static dev.norelay.scenario.Cause.PASSWORD_STALE;
import static dev.norelay.scenario.Cause.PORT_CLOSED;
import static dev.norelay.scenario.Cause.PORT_FILTERED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.journal.Message;
import dev.norelay.scenario.Cause;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every client lives through every story: wrong settings, symptom, remedy, mail delivered. The journal is read as soon
 * as the client has returned; that nothing waits or asks twice is part of what is proved.
 */
class StoriesTest {
    /** What each client shows; at {@code …} anything may stand. */
    private static final String SHOWN = """
            relay-denied     | Angus Mail       | SendFailedException: Invalid Addresses … 550 5.7.1 <bob@partner.test>: Relaying denied
            relay-denied     | JavaMailSender   | MailSendException: Failed messages: … Invalid Addresses … 550 5.7.1 <bob@partner.test>: Relaying denied
            relay-denied     | Commons Net      | 550 5.7.1 <bob@partner.test>: Relaying denied
            relay-denied     | SmartClient      | SMTPException: 550 5.7.1 <bob@partner.test>: Relaying denied
            relay-denied     | Vert.x           | SMTPException: recipient address not accepted: 550 5.7.1 <bob@partner.test>: Relaying denied
            relay-denied     | curl             | curl: (55) RCPT failed: 550
            relay-denied     | smtplib          | SMTPRecipientsRefused: {'bob@partner.test': (550, b'5.7.1 <bob@partner.test>: Relaying denied')}
            relay-denied     | swaks            | <~* 550 5.7.1 <bob@partner.test>: Relaying denied
            relay-denied     | msmtp            | msmtp: recipient address bob@partner.test not accepted by the server … 550 5.7.1 <bob@partner.test>: Relaying denied
            relay-denied     | nodemailer       | Error: Can't send mail - all recipients were rejected: 550 5.7.1 <bob@partner.test>: Relaying denied
            relay-denied     | Commons Email    | EmailException: Sending the email to the following server failed : 127.0.0.1: … Invalid Addresses … 550 5.7.1 <bob@partner.test>: Relaying denied
            relay-denied     | Simple Java Mail | MailerException: Failed to send email … Third party error … Invalid Addresses … 550 5.7.1 <bob@partner.test>: Relaying denied
            relay-denied     | PHPMailer        | SMTP Error: The following recipients failed: bob@partner.test: <bob@partner.test>: Relaying denied
            relay-denied     | Ruby mail        | Net::SMTPFatalError: 550 5.7.1 <bob@partner.test>: Relaying denied
            relay-denied     | Postfix          | status=bounced (host 127.0.0.1[127.0.0.1] said: 550 5.7.1 <bob@partner.test>: Relaying denied (in reply to RCPT TO command))

            stale-password   | Angus Mail       | AuthenticationFailedException: 535 5.7.8 Authentication credentials invalid
            stale-password   | JavaMailSender   | MailAuthenticationException: Authentication failed … 535 5.7.8 Authentication credentials invalid
            stale-password   | Commons Net      | 535 5.7.8 Authentication credentials invalid
            stale-password   | SmartClient      | SMTPException: 535 5.7.8 Authentication credentials invalid
            stale-password   | Vert.x           | SMTPException: AUTH PLAIN failed: 535 5.7.8 Authentication credentials invalid
            stale-password   | curl             | curl: (67) Login denied
            stale-password   | smtplib          | SMTPAuthenticationError: (535, b'5.7.8 Authentication credentials invalid')
            stale-password   | swaks            | <~* 535 5.7.8 Authentication credentials invalid … *** No authentication type succeeded
            stale-password   | msmtp            | msmtp: authentication failed (method PLAIN) … 535 5.7.8 Authentication credentials invalid
            stale-password   | nodemailer       | Error: Invalid login: 535 5.7.8 Authentication credentials invalid
            stale-password   | Commons Email    | EmailException: Sending the email to the following server failed : 127.0.0.1: … AuthenticationFailedException: 535 5.7.8 Authentication credentials invalid
            stale-password   | Simple Java Mail | MailerException: Failed to send email … Third party error … AuthenticationFailedException: 535 5.7.8 Authentication credentials invalid
            stale-password   | PHPMailer        | SMTP Error: Could not authenticate.
            stale-password   | Ruby mail        | Net::SMTPAuthenticationError: 535 5.7.8 Authentication credentials invalid
            stale-password   | Postfix          | status=deferred (SASL authentication failed; server 127.0.0.1[127.0.0.1] said: 535 5.7.8 Authentication credentials invalid)

            wrong-port       | Angus Mail       | MailConnectException: Couldn't connect to host, port: 127.0.0.1 … Connection refused
            wrong-port       | JavaMailSender   | MailSendException: Mail server connection failed. … Couldn't connect to host, port: 127.0.0.1 … Connection refused
            wrong-port       | Commons Net      | ConnectException: Connection refused
            wrong-port       | SmartClient      | ConnectException: Connection refused
            wrong-port       | Vert.x           | AnnotatedConnectException: Connection refused: /127.0.0.1
            wrong-port       | curl             | curl: (7) Failed to connect to 127.0.0.1 port
            wrong-port       | smtplib          | ConnectionRefusedError … Connection refused
            wrong-port       | swaks            | *** Error connecting to 127.0.0.1 … connect: Connection refused
            wrong-port       | msmtp            | msmtp: cannot connect to 127.0.0.1, port … Connection refused
            wrong-port       | nodemailer       | Error: connect ECONNREFUSED 127.0.0.1:
            wrong-port       | Commons Email    | EmailException: Sending the email to the following server failed : 127.0.0.1: … Couldn't connect to host, port: 127.0.0.1 … Connection refused
            wrong-port       | Simple Java Mail | MailerException: Failed to send email … Third party error … Couldn't connect to host, port: 127.0.0.1 … Connection refused
            wrong-port       | PHPMailer        | SMTP Error: Could not connect to SMTP host.
            wrong-port       | Ruby mail        | Errno::ECONNREFUSED: Connection refused - connect(2) for 127.0.0.1:
            wrong-port       | Postfix          | status=deferred (connect to 127.0.0.1[127.0.0.1]: … Connection refused)

            filtered-port    | Angus Mail       | MailConnectException: Couldn't connect to host, port: 127.0.0.1 … Connect timed out
            filtered-port    | JavaMailSender   | MailSendException: Mail server connection failed. … Couldn't connect to host, port: 127.0.0.1 … Connect timed out
            filtered-port    | Commons Net      | SocketTimeoutException: Connect timed out
            filtered-port    | SmartClient      | SocketTimeoutException: Connect timed out
            filtered-port    | Vert.x           | ConnectTimeoutException: connection timed out after
            filtered-port    | curl             | curl: (28) … after
            filtered-port    | smtplib          | TimeoutError: timed out
            filtered-port    | swaks            | *** Error connecting to 127.0.0.1 … connect: timeout
            filtered-port    | msmtp            | msmtp: cannot connect to 127.0.0.1, port … Connection timed out
            filtered-port    | nodemailer       | Error: Connection timeout
            filtered-port    | Commons Email    | EmailException: Sending the email to the following server failed : 127.0.0.1: … Couldn't connect to host, port: 127.0.0.1 … Connect timed out
            filtered-port    | Simple Java Mail | MailerException: Failed to send email … Third party error … Couldn't connect to host, port: 127.0.0.1 … Connect timed out
            filtered-port    | PHPMailer        | SMTP Error: Could not connect to SMTP host.
            filtered-port    | Ruby mail        | Net::OpenTimeout: Timeout to open TCP connection to 127.0.0.1: … (exceeds
            filtered-port    | Postfix          | status=deferred (connect to 127.0.0.1[127.0.0.1]: … Connection timed out)

            clock-skew       | Angus Mail       | Could not convert socket to TLS … CertificateNotYetValidException: NotBefore:
            clock-skew       | JavaMailSender   | MailSendException: Mail server connection failed. … Could not convert socket to TLS … CertificateNotYetValidException: NotBefore:
            clock-skew       | Commons Net      | SSLHandshakeException … CertificateNotYetValidException: NotBefore:
            clock-skew       | SmartClient      | SSLHandshakeException … CertificateNotYetValidException: NotBefore:
            clock-skew       | Vert.x           | SSLHandshakeException … CertificateNotYetValidException: NotBefore:
            clock-skew       | curl             | curl: (60) … certificate is not yet valid
            clock-skew       | smtplib          | SSLCertVerificationError … certificate is not yet valid
            clock-skew       | swaks            | *** TLS startup failed … certificate verify failed
            clock-skew       | msmtp            | msmtp: TLS certificate verification failed: … uses not yet valid certificate
            clock-skew       | nodemailer       | Error: certificate is not yet valid
            clock-skew       | Commons Email    | EmailException: Sending the email to the following server failed : 127.0.0.1: … Could not convert socket to TLS … CertificateNotYetValidException: NotBefore:
            clock-skew       | Simple Java Mail | MailerException: Failed to send email … Third party error … Could not convert socket to TLS … CertificateNotYetValidException: NotBefore:
            clock-skew       | PHPMailer        | SMTP Error: Could not connect to SMTP host. … SSL operation failed … certificate verify failed
            clock-skew       | Ruby mail        | OpenSSL::SSL::SSLError: … certificate verify failed (certificate is not yet valid)
            clock-skew       | Postfix          | status=deferred (Server certificate not verified)

            clock-skew-ahead | Angus Mail       | Could not convert socket to TLS … CertificateExpiredException: NotAfter:
            clock-skew-ahead | JavaMailSender   | MailSendException: Mail server connection failed. … Could not convert socket to TLS … CertificateExpiredException: NotAfter:
            clock-skew-ahead | Commons Net      | SSLHandshakeException … CertificateExpiredException: NotAfter:
            clock-skew-ahead | SmartClient      | SSLHandshakeException … CertificateExpiredException: NotAfter:
            clock-skew-ahead | Vert.x           | SSLHandshakeException … CertificateExpiredException: NotAfter:
            clock-skew-ahead | curl             | curl: (60) … certificate has expired
            clock-skew-ahead | smtplib          | SSLCertVerificationError … certificate has expired
            clock-skew-ahead | swaks            | *** TLS startup failed … certificate verify failed
            clock-skew-ahead | msmtp            | msmtp: TLS certificate verification failed: … uses expired certificate
            clock-skew-ahead | nodemailer       | Error: certificate has expired
            clock-skew-ahead | Commons Email    | EmailException: Sending the email to the following server failed : 127.0.0.1: … Could not convert socket to TLS … CertificateExpiredException: NotAfter:
            clock-skew-ahead | Simple Java Mail | MailerException: Failed to send email … Third party error … Could not convert socket to TLS … CertificateExpiredException: NotAfter:
            clock-skew-ahead | PHPMailer        | SMTP Error: Could not connect to SMTP host. … SSL operation failed … certificate verify failed
            clock-skew-ahead | Ruby mail        | OpenSSL::SSL::SSLError: … certificate verify failed (certificate has expired)
            clock-skew-ahead | Postfix          | status=deferred (Server certificate not verified)
            """;

    /** What norelay must find, the likeliest cause first. */
    private enum Story {
        RELAY_DENIED(LOGIN_MISSING),
        STALE_PASSWORD(PASSWORD_STALE),
        WRONG_PORT(PORT_CLOSED, NO_SESSION),
        FILTERED_PORT(PORT_FILTERED, NO_SESSION),
        CLOCK_SKEW(CLOCK_WRONG, CERTIFICATE_NOT_YET_VALID),
        CLOCK_SKEW_AHEAD(CLOCK_WRONG, CERTIFICATE_EXPIRED);

        private final List<Cause> causes;

        Story(Cause... causes) {
            this.causes = List.of(causes);
        }
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = SHOWN)
    void clientShowsTheFailureAndDeliversOnceAfterTheRemedy(String scenario, String clientName, String shown)
            throws Exception {
        MailClient client = client(clientName);
        Installed.assume(client);
        Story story = story(scenario);
        try (Norelay server = Norelay.start(scenario)) {
            ClientSettings wrong = server.settings();
            Outcome failure =
                    client.send(wrong, story == Story.FILTERED_PORT ? Duration.ofSeconds(1) : wrong.timeout());
            assertFailed(server, story);
            assertThat(failure.sent()).as(failure.shown()).isFalse();
            assertThat(failure.shown()).containsSubsequence(shown.split(" … ", -1));

            ClientSettings right = server.fix();
            Outcome success = client.send(right);
            assertDelivered(client, server, right);
            assertThat(success.sent()).as(success.shown()).isTrue();
        }
    }

    private static void assertFailed(Norelay server, Story story) {
        assertThat(server.messages()).isEmpty();
        assertThat(server.diagnosis().cause())
                .as(() -> server.diagnosis().toString())
                .isEqualTo(story.causes.get(0));
        // Who says QUIT behind the handshake may have wanted no more (Postfix).
        assertThat(server.diagnosis().alternatives())
                .startsWith(story.causes.subList(1, story.causes.size()).toArray(Cause[]::new))
                .isSubsetOf(Stream.concat(story.causes.stream(), Stream.of(NO_SESSION))
                        .toList());
        assertThat(server.diagnosis().remedy()).isEqualTo(server.scenario().remedy());
        assertAllEnded(server);
    }

    private static void assertDelivered(MailClient client, Norelay server, ClientSettings right) throws Exception {
        assertThat(server.messages()).hasSize(1);
        Message message = server.messages().get(0);
        assertThat(message.from()).isEqualTo(right.from());
        assertThat(message.recipients()).isEqualTo(right.recipients());
        assertThat(message.user()).isEqualTo(right.user());
        assertWords(client, message, right);
        assertThat(server.diagnosis().cause()).isEqualTo(NONE);
        assertAllEnded(server);
    }

    /** Octet by octet, but for what a client says that it does itself. */
    private static void assertWords(MailClient client, Message message, ClientSettings right) throws Exception {
        if (client.writesMessage()) {
            MimeMessage read = new MimeMessage(null, new ByteArrayInputStream(message.octets()));
            assertThat(read.getSubject()).isEqualTo(Mail.SUBJECT);
            assertThat(lines(read.getContent().toString())).isEqualTo(lines(client.arriving(Mail.words(right))));
        } else {
            String octets = new String(Mail.octets(right), StandardCharsets.US_ASCII);
            assertThat(message.text()).endsWith(octets);
            assertThat(message.text().length() == octets.length() || client.addsFields())
                    .as(message.text())
                    .isTrue();
        }
    }

    /** Blanks at a line's end are not kept by all encodings. */
    private static List<String> lines(String text) {
        return text.stripTrailing().lines().map(String::stripTrailing).toList();
    }

    /** Whoever has returned has closed its connection, and the journal knows. */
    private static void assertAllEnded(Norelay server) {
        assertThat(server.journal().sessions())
                .allSatisfy(session -> assertThat(session.closed()).isPresent());
    }

    @Test
    void everyClientIsToldOfInEveryStory() {
        List<String> told = SHOWN.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split("\\|", 3))
                .map(row -> row[0].strip() + ", " + row[1].strip())
                .toList();
        List<String> wanted = Arrays.stream(Story.values())
                .flatMap(story -> MailClient.all().stream().map(client -> id(story) + ", " + client.name()))
                .toList();
        assertThat(told).containsExactlyInAnyOrderElementsOf(wanted);
    }

    private static MailClient client(String name) {
        return MailClient.all().stream()
                .filter(client -> client.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no client is called " + name));
    }

    private static Story story(String scenario) {
        return Arrays.stream(Story.values())
                .filter(story -> id(story).equals(scenario))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no story is called " + scenario));
    }

    private static String id(Story story) {
        return story.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
