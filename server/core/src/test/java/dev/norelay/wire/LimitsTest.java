package dev.norelay.wire;

import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.pause;
import static dev.norelay.scenario.Rules.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.journal.Event.How;
import dev.norelay.session.ServerLimits;
import dev.norelay.smtp.Moment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a client may keep the server waiting, by a clock that stands still. */
class LimitsTest {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final ServerLimits LIMITS = ServerLimits.DEFAULT;

    private static FrozenConnection greeted(ServerLimits limits) {
        FrozenConnection client = new FrozenConnection(limits);
        assertThat(client.heard()).startsWith("220 ");
        client.send("EHLO client.test\r\n");
        assertThat(client.heard()).startsWith("250-");
        return client;
    }

    private static void beginMessage(FrozenConnection client) {
        client.send("MAIL FROM:<a@example.test>\r\nRCPT TO:<b@partner.test>\r\nDATA\r\n");
        assertThat(client.heard()).endsWith("354 Start mail input; end with <CRLF>.<CRLF>\r\n");
    }

    @Test
    void aClientMayBeSilentForFiveMinutes() {
        try (FrozenConnection client = greeted(LIMITS)) {
            client.passes(Duration.ofMinutes(5).minusMillis(1));
            assertThat(client.heard()).isEmpty();
            client.passes(Duration.ofMillis(1));
            assertThat(client.heard()).startsWith("421 4.4.2 mail.example.test Idle for too long");
            assertThat(client.session().closed()).contains(How.IDLE);
            client.passes(Duration.ofSeconds(1));
            assertThat(client.isOpen()).isFalse();
        }
    }

    @Test
    void theSilenceBeginsWithTheServersReply() {
        try (FrozenConnection client = new FrozenConnection(
                LIMITS, on(Moment.NOOP).then(pause(Duration.ofMinutes(4)), reply("250 2.0.0 at last")))) {
            client.heard();
            client.send("NOOP\r\n").passes(Duration.ofMinutes(4));
            assertThat(client.heard()).startsWith("250 2.0.0 at last");
            client.passes(Duration.ofMinutes(5).minusMillis(1));
            assertThat(client.heard()).isEmpty();
            client.passes(Duration.ofMillis(1));
            assertThat(client.heard()).startsWith("421 4.4.2");
        }
    }

    @Test
    void aLineThatDribblesInOctetByOctetHasItsTime() {
        try (FrozenConnection client = greeted(LIMITS)) {
            for (int minute = 0; minute < 5; minute++) {
                client.send("X").passes(A_MINUTE.minusMillis(minute == 4 ? 1 : 0));
                assertThat(client.heard()).isEmpty();
            }
            client.passes(Duration.ofMillis(1));
            assertThat(client.heard()).startsWith("421 4.4.2 mail.example.test Too slow");
            assertThat(client.limits()).containsExactly("line");
            assertThat(client.session().transcript())
                    .contains(
                            "-- limit line: the client did not come to the end of its line within 300 s\nS: 421 4.4.2");
            client.passes(Duration.ofSeconds(1));
            assertThat(client.isOpen()).isFalse();
        }
    }

    @Test
    void aLineThatIsTooLongAndNeverEndsHasItsTimeToo() {
        try (FrozenConnection client = greeted(LIMITS)) {
            client.send("X".repeat(10_000));
            assertThat(client.heard()).startsWith("500 5.5.2");
            for (int minute = 0; minute < 6; minute++) {
                client.send("X".repeat(10_000)).passes(A_MINUTE);
            }
            assertThat(client.heard()).startsWith("421 4.4.2");
            assertThat(client.limits()).containsExactly("line");
        }
    }

    @Test
    void aShorterLimitForLinesIsKeptThoughTheTimerWasSetForSilence() {
        try (FrozenConnection client = greeted(LIMITS.withLine(Duration.ofSeconds(10)))) {
            client.send("NO").passes(Duration.ofSeconds(9)).send("OP\r\n");
            assertThat(client.heard()).startsWith("250 ");
            client.passes(A_MINUTE).send("NO").passes(Duration.ofSeconds(10));
            assertThat(client.heard()).startsWith("421 4.4.2");
        }
    }

    @Test
    void manyLinesInTimeAreNoSlowLine() {
        try (FrozenConnection client = greeted(LIMITS)) {
            for (int minute = 0; minute < 30; minute++) {
                client.send("NO").passes(A_MINUTE).send("OP\r\n");
                assertThat(client.heard()).startsWith("250 ");
            }
            assertThat(client.limits()).isEmpty();
        }
    }

    @Test
    void aMessageThatNeverEndsHasItsTimeAndIsNotKept() {
        try (FrozenConnection client = greeted(LIMITS)) {
            beginMessage(client);
            String block = ("x".repeat(998) + "\r\n").repeat(300);
            for (int minute = 0; minute < 60; minute++) {
                client.send(block).passes(A_MINUTE.minusMillis(minute == 59 ? 1 : 0));
                // 10 MB: beyond it the server reads on, for the client must hear why, but keeps nothing
                assertThat(client.spool.used()).isEqualTo(minute < 33 ? (minute + 1) * 300_000L : 0);
                assertThat(client.heard()).isEmpty();
            }
            client.passes(Duration.ofMillis(1));
            assertThat(client.heard()).startsWith("421 4.4.2");
            assertThat(client.limits()).containsExactly("message");
        }
    }

    @Test
    void aMessageBetweenWhoseBlocksTheClientIsSilentEndsSooner() {
        try (FrozenConnection client = greeted(LIMITS)) {
            beginMessage(client);
            client.send("Subject: x\r\n").passes(Duration.ofMinutes(5));
            assertThat(client.heard()).startsWith("421 4.4.2 mail.example.test Idle for too long");
            client.passes(Duration.ofSeconds(1));
            assertThat(client.isOpen()).isFalse();
        }
    }

    @Test
    void noRuleLiftsTheLimitOfALine() {
        try (FrozenConnection client =
                new FrozenConnection(LIMITS, on(Moment.IDLE).then(reply("250 2.0.0 take your time")))) {
            client.heard();
            for (int minute = 0; minute < 5; minute++) {
                client.send("X").passes(A_MINUTE);
            }
            assertThat(client.heard()).startsWith("421 4.4.2");
        }
    }

    @Test
    void aClosedConnectionLeavesNoTimer() {
        FrozenConnection client = greeted(LIMITS);
        client.send("QUIT\r\n");
        assertThat(client.heard()).startsWith("221 ");
        assertThat(client.isOpen()).isFalse();
        assertThat(client.awaitsSomething()).isFalse();
        client.close();
    }
}
