package dev.norelay.scenario;

import static dev.norelay.scenario.Occasions.after;
import static dev.norelay.scenario.Occasions.at;
import static dev.norelay.scenario.Occasions.atConnect;
import static dev.norelay.scenario.Occasions.atEndOfData;
import static dev.norelay.scenario.Occasions.atIdle;
import static dev.norelay.scenario.Occasions.atOfUser;
import static dev.norelay.scenario.Occasions.ofSession;
import static dev.norelay.scenario.Occasions.pipelined;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.session.Dialogue;
import dev.norelay.session.Occasion;
import dev.norelay.session.TestServer;
import dev.norelay.smtp.Moment;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What there is to say to each key. */
class FactsTest {
    private static final String MAIL = "MAIL FROM:<Alice@example.test> SIZE=4711";
    private static final String ANN = "RCPT TO:<Ann@partner.test>";
    private static final String BOB = "RCPT TO:<bob@partner.test>";
    private static final String WRONG = "AUTH PLAIN base64(\0bob@example.test\0secret)";
    private static final String MESSAGE = """
            From: Alice
            Subject: One
             and two
            Message-ID: <1@example.test>

            Hello,

            Bob
            """;

    private static List<String> texts(Key key, Occasion occasion) {
        return Facts.of(key, occasion).texts();
    }

    @Test
    void keysAreKnownAtTheirMoments() {
        String table = Arrays.stream(Key.values())
                .map(key -> key.id() + ":"
                        + Arrays.stream(Moment.values())
                                .filter(moment -> moment != Moment.ANY && key.isKnownAt(moment))
                                .map(moment -> " " + moment.id())
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\n", "", "\n"));
        String commands = " ehlo starttls auth mail rcpt data";
        String others = " rset noop vrfy quit other";
        String every = " connect tls" + commands + " content end-of-data" + others + " idle\n";
        String transaction = " rcpt data content end-of-data\n";
        assertThat(table)
                .isEqualTo("listener:" + every
                        + "client:" + every
                        + "helo:" + every.replace(" connect", "")
                        + "tls:" + every
                        + "authenticated:" + every.replace(" connect tls", "")
                        + "user:" + every.replace(" connect tls", "")
                        + "mechanism:" + every.replace(" connect tls", "")
                        + "sender: mail" + transaction
                        + "recipient:" + transaction
                        + "recipients:" + transaction
                        + "size: mail" + transaction
                        + "header: end-of-data\n"
                        + "body: end-of-data\n"
                        + "command:" + commands + others + "\n"
                        + "pipelined:" + commands + " end-of-data" + others + "\n"
                        + "session:" + every
                        + "attempt: end-of-data\n"
                        + "for: idle\n"
                        + "proposed:"
                        + every.replace(" tls", "").replace(" content", "").replace(" idle", ""));
        assertThat(Key.values()).allMatch(key -> key.isKnownAt(Moment.ANY));
    }

    @Test
    void whatTheConnectionIsIsKnownFromTheBeginning() {
        assertThat(texts(Key.LISTENER, atConnect())).containsExactly("submission");
        assertThat(texts(Key.CLIENT, atConnect())).containsExactly("192.0.2.7");
        assertThat(texts(Key.TLS, atConnect())).containsExactly("false");
        assertThat(texts(Key.TLS, atOfUser("NOOP"))).containsExactly("TLSv1.3", "true");
        assertThat(texts(Key.SESSION, ofSession(3, atConnect()))).containsExactly("3");
    }

    @Test
    void heloIsWhatIsSaidJustNowElseWhatWasSaid() {
        assertThat(texts(Key.HELO, at("EHLO other.test"))).containsExactly("other.test");
        assertThat(texts(Key.HELO, at("NOOP"))).containsExactly("client.test");
        assertThat(texts(Key.HELO, atConnect())).isEmpty();
    }

    @Test
    void loginIsWhoTriesElseWhoHasLoggedIn() {
        assertThat(texts(Key.AUTHENTICATED, at("NOOP"))).containsExactly("false");
        assertThat(texts(Key.USER, at("NOOP"))).isEmpty();
        assertThat(texts(Key.MECHANISM, at("NOOP"))).isEmpty();
        assertThat(texts(Key.AUTHENTICATED, atOfUser("NOOP"))).containsExactly("true");
        assertThat(texts(Key.USER, atOfUser("NOOP"))).containsExactly("alice@example.test");
        assertThat(texts(Key.MECHANISM, atOfUser("NOOP"))).containsExactly("PLAIN");
        Occasion trying = after(Dialogue.secured(TestServer.server()), WRONG);
        assertThat(texts(Key.AUTHENTICATED, trying)).containsExactly("false");
        assertThat(texts(Key.USER, trying)).containsExactly("bob@example.test");
        assertThat(texts(Key.MECHANISM, trying)).containsExactly("PLAIN");
        assertThat(texts(Key.PROPOSED, trying)).containsExactly("credentials-invalid", "refused");
    }

    @Test
    void senderIsThatOfThisMailElseOfTheTransaction() {
        assertThat(texts(Key.SENDER, at(MAIL))).containsExactly("Alice@example.test");
        assertThat(texts(Key.SENDER, at("MAIL FROM:<>"))).containsExactly("");
        assertThat(texts(Key.SENDER, atOfUser(MAIL, ANN))).containsExactly("Alice@example.test");
        assertThat(texts(Key.SENDER, at("NOOP"))).isEmpty();
    }

    @Test
    void recipientIsThatOfThisRcptElseAllOfTheTransaction() {
        assertThat(texts(Key.RECIPIENT, atOfUser(MAIL, ANN, BOB))).containsExactly("bob@partner.test");
        assertThat(texts(Key.RECIPIENT, atOfUser(MAIL, ANN, BOB, "DATA")))
                .containsExactly("Ann@partner.test", "bob@partner.test");
        assertThat(texts(Key.RECIPIENT, atOfUser(MAIL, "RCPT TO:nonsense"))).isEmpty();
    }

    @Test
    void recipientsAreCountedThisOneToo() {
        assertThat(texts(Key.RECIPIENTS, atOfUser(MAIL, ANN))).containsExactly("1");
        assertThat(texts(Key.RECIPIENTS, atOfUser(MAIL, ANN, BOB))).containsExactly("2");
        assertThat(texts(Key.RECIPIENTS, atOfUser(MAIL, ANN, BOB, "DATA"))).containsExactly("2");
    }

    @Test
    void sizeIsDeclaredAndAtLastReal() {
        assertThat(Facts.of(Key.SIZE, at(MAIL)).number()).isEqualTo(4_711);
        assertThat(Facts.of(Key.SIZE, atOfUser(MAIL, ANN)).number()).isEqualTo(4_711);
        assertThat(Facts.of(Key.SIZE, at("MAIL FROM:<>")).number()).isZero();
        assertThat(Facts.of(Key.SIZE, atEndOfData("12345\n", 1, MAIL, ANN, "DATA"))
                        .number())
                .isEqualTo(7);
    }

    @Test
    void messageIsReadAtItsEnd() {
        Occasion end = atEndOfData(MESSAGE, 2, MAIL, ANN, "DATA");
        assertThat(texts(Key.HEADER, end))
                .containsExactly("From: Alice", "Subject: One and two", "Message-ID: <1@example.test>");
        assertThat(texts(Key.BODY, end)).containsExactly("Hello,\r\n\r\nBob\r\n");
        assertThat(texts(Key.ATTEMPT, end)).containsExactly("2");
        assertThat(texts(Key.BODY, atEndOfData("Subject: empty\n", 1, MAIL, ANN, "DATA")))
                .containsExactly("");
    }

    @Test
    void circumstancesAreKnown() {
        assertThat(texts(Key.COMMAND, at("NOOP at all"))).containsExactly("NOOP at all");
        assertThat(texts(Key.PIPELINED, at("NOOP"))).containsExactly("false");
        assertThat(texts(Key.PIPELINED, pipelined(at("NOOP")))).containsExactly("true");
        assertThat(Facts.of(Key.FOR, atIdle(Duration.ofMinutes(2)))).hasToString("2m");
        assertThat(Facts.of(Key.FOR, atIdle(Duration.ofMinutes(2))).number()).isEqualTo(120_000);
    }

    @Test
    void proposedIsWhatACorrectServerWouldDo() {
        assertThat(texts(Key.PROPOSED, at("NOOP"))).containsExactly("accepted");
        assertThat(texts(Key.PROPOSED, at(MAIL, ANN))).containsExactly("relay-denied", "refused");
        assertThat(texts(Key.PROPOSED, at("XYZZY"))).containsExactly("refused");
    }
}
