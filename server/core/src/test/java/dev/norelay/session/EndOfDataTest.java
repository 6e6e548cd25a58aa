package dev.norelay.session;

import static dev.norelay.session.Dialogue.greeted;
import static dev.norelay.session.TestServer.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.session.Policy.BareNewline;
import dev.norelay.smtp.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answer to a whole message (RFC 5321 §4.1.1.4). */
class EndOfDataTest {
    private static final String TO_CONTENT = """
            C: MAIL FROM:<alice@example.test>
            S: 250
            C: RCPT TO:<carol@example.test>
            S: 250
            C: DATA
            S: 354
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1000 octets               | 250 2.0.0",
                "1001 octets               | 552 5.3.4 Message size exceeds the fixed limit of 1000 octets",
                "1000 octets, not stored   | 452 4.3.1",
                "1000 octets, bare newline | 550 5.6.0"
            })
    void messageIsJudged(String message, String reply) {
        Dialogue dialogue =
                greeted(server().maxSize(1000)).plays(TO_CONTENT + "(message of " + message + ")\nS: " + reply);
        assertThat(dialogue.session().transaction()).isEmpty();
        assertThat(dialogue.session().awaitsContent()).isFalse();
    }

    @Test
    void bareNewlinesMayBeAccepted() {
        greeted(server().bareNewline(BareNewline.ACCEPT))
                .plays(TO_CONTENT + "(message of 20 octets, bare newline)\nS: 250 2.0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"250 a script", "451 a script", "550 a script"})
    void transactionIsOverWhateverTheAnswer(String answer) {
        greeted(server())
                .plays(TO_CONTENT
                        + "(message of 20 octets)\nS! "
                        + answer
                        + "\nC: DATA\nS: 503 5.5.1\nC: MAIL FROM:<alice@example.test>\nS: 250 2.1.0");
    }

    @Test
    void proposalsChangeNothing() {
        Session session = greeted(server()).plays(TO_CONTENT).session();
        Content content = new Content(20, false, true, Octets.copyOf(new byte[0]));
        assertThat(session.proposeEndOfData(content, server().profile()).accepts())
                .isTrue();
        assertThat(session.awaitsContent()).isTrue();
        assertThat(session.transaction()).isPresent();
    }
}
