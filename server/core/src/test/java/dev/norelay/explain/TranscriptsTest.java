package dev.norelay.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Transcripts that real programs wrote when they met the stories of the catalogue; only names of machines and files, and
 * ports, are others, and most of a message's own lines are left out.
 */
class TranscriptsTest {
    private static final Path TRANSCRIPTS = Path.of("src/test/resources/dev/norelay/explain/transcripts");
    private static final Explainer EXPLAINER = Explainer.ofCatalogue();
    private static final Map<String, String> CAUSES = Map.of(
            "relay-denied", "login-missing",
            "stale-password", "credentials-wrong",
            "certificate-expired", "certificate-expired",
            "wrong-port", "port-closed",
            "mailbox-full", "recipient-refused",
            "attachment-too-large", "too-large",
            "too-large-at-the-end", "too-large");
    /** Of a certificate it says that it is not good, and not why. */
    private static final Set<String> SAY_TOO_LITTLE = Set.of("certificate-expired/swaks.txt");

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(TRANSCRIPTS)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> TRANSCRIPTS.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static Explanation explain(String name) throws IOException {
        return EXPLAINER.explain(Files.readString(TRANSCRIPTS.resolve(name)));
    }

    private static List<String> causes(Explanation explanation) {
        return explanation.causes().stream().map(likely -> likely.cause().id()).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void itsCauseIsFoundFirst(String name) throws IOException {
        String story = name.substring(0, name.indexOf('/'));

        List<String> found = causes(explain(name));

        if (SAY_TOO_LITTLE.contains(name)) {
            assertThat(found.stream().limit(2)).contains(CAUSES.get(story));
        } else {
            assertThat(found).first().isEqualTo(CAUSES.get(story));
        }
        if (story.equals("stale-password")) {
            assertThat(found.stream().limit(3)).contains("password-stale");
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void noSecretIsRepeated(String name) throws IOException {
        String told = explain(name).toString();

        assertThat(told).doesNotContain("horse", "aG9yc2", "AGFsaWNl", "b2xkLW", "Y29ycmVjdC");
    }

    @Test
    void theCourseIsToldInOneLine() throws IOException {
        assertThat(explain("relay-denied/swaks.txt"))
                .satisfies(explained -> assertThat(explained.format()).isEqualTo("swaks"))
                .satisfies(
                        explained -> assertThat(explained.course())
                                .isEqualTo(
                                        "greeting 220, EHLO 250, STARTTLS 220, TLS, EHLO 250, MAIL 250, RCPT 550 5.7.1, QUIT 221"));
        assertThat(explain("stale-password/smtplib.txt").format()).isEqualTo("Python's set_debuglevel(1)");
        assertThat(explain("relay-denied/nodemailer.txt").format()).isEqualTo("C: and S:");
        assertThat(explain("relay-denied/angus.txt").format()).startsWith("mail.debug");
    }

    @Test
    void whatHappenedDecidesWhereWordsDoNot() {
        String before = """
                S: 220 mx.example.test
                C: EHLO pc
                S: 250-mx.example.test
                """;
        String after = """
                C: MAIL FROM:<a@example.test>
                S: 250 ok
                C: RCPT TO:<b@partner.test>
                S: 554 5.7.1 <b@partner.test>: Relay access denied
                """;
        String login = """
                C: AUTH PLAIN AGEAYg==
                S: 235 2.7.0 ok
                """;

        assertThat(causes(EXPLAINER.explain(before + "S: 250 AUTH PLAIN\n" + after)))
                .first()
                .isEqualTo("login-missing");
        assertThat(causes(EXPLAINER.explain(before + "S: 250 STARTTLS\n" + after)))
                .first()
                .isEqualTo("login-needs-tls");
        assertThat(causes(EXPLAINER.explain(before + "S: 250 SIZE\n" + after)))
                .first()
                .isEqualTo("login-not-offered");
        assertThat(causes(EXPLAINER.explain(before + "S: 250 AUTH PLAIN\n" + login + after)))
                .first()
                .isEqualTo("recipient-refused");
    }

    @Test
    void aDeliveryHasNothingToExplain() {
        String delivered = """
                -- session 1: 127.0.0.1:40000 to submission (starttls)
                S: 220 mx.example.test
                C: EHLO pc
                S: 250 mx.example.test
                C: MAIL FROM:<a@example.test>
                S: 250 2.1.0 OK
                C: RCPT TO:<b@example.test>
                S: 250 2.1.5 OK
                C: DATA
                S: 354 Go ahead
                C: [message of 99 octets]
                S: 250 2.0.0 OK
                C: QUIT
                S: 221 2.0.0 Bye
                -- closed: quit
                """;

        assertThat(causes(EXPLAINER.explain(delivered))).containsExactly("none");
        assertThat(
                        causes(
                                EXPLAINER.explain(
                                        delivered
                                                .replace("C: QUIT", "C: RCPT TO:<c@example.test>")
                                                .replace(
                                                        "S: 221 2.0.0 Bye",
                                                        "S: 450 4.2.0 <c@example.test>: Recipient address rejected: Greylisted, see http://x.test"))))
                .first()
                .isEqualTo("greylisted");
    }

    @Test
    void aLineOfAServersLogIsExplained() {
        Explanation refused = EXPLAINER.explain(
                "Nov  1 12:00:00 mx postfix/submission/smtpd[554]: NOQUEUE: reject: RCPT from pc.example.test[192.0.2.7]:"
                        + " 554 5.7.1 <b@partner.test>: Relay access denied; from=<a@example.test> to=<b@partner.test>"
                        + " proto=ESMTP helo=<pc>");

        assertThat(refused.format()).isEqualTo("a log of Postfix's");
        assertThat(refused.course()).isEqualTo("RCPT 554 5.7.1");
        assertThat(causes(refused)).first().isEqualTo("login-missing");
    }

    /** Whoever pastes a message of his own that looks like a dialogue is not led astray. */
    @Test
    void aMessagesOwnLinesAreNotItsDialogue() {
        String text = """
                < 220 mx
                > EHLO pc
                < 250 mx
                > MAIL FROM:<a@example.test>
                < 250 ok
                > RCPT TO:<b@example.test>
                < 250 ok
                > DATA
                < 354 go
                > 535 5.7.8 Authentication failed
                > QUIT
                < 552 5.3.4 Error: message file too big
                """;

        assertThat(causes(EXPLAINER.explain(text))).first().isEqualTo("too-large");
    }
}
