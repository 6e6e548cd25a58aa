package dev.norelay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.conduct.Attempt;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the journal tells of one try. */
class AttemptTest {

    /** Its reply must not be taken for that of the next one: commands are ahead of their replies (RFC 2920 §3.1). */
    @Test
    void aRecipientThatNobodyCanReadIsNoneOfTheOthers() {
        try (Norelay server = Norelay.open();
                SmtpWire client = SmtpWire.connect(server.port("smtp"))) {
            client.expect("220");
            client.ask("EHLO client.test", "250-");
            client.raw(
                    "MAIL FROM:<alice@example.test>\r\nRCPT TO:<no address>\r\nRCPT TO:<bob@partner.test>\r\nDATA\r\n");
            client.expect("250");
            client.expect("501");
            client.expect("250");
            client.expect("354");
            client.ask("Subject: hello\r\n\r\nHello.\r\n.", "250");

            Attempt attempt = Attempt.of(
                    "broken",
                    List.of("bob@partner.test"),
                    null,
                    server.journal().entries(),
                    Set.of());
            assertThat(attempt.accepted()).containsExactly("bob@partner.test");
            assertThat(attempt.isComplete()).isTrue();
        }
    }
}
