package dev.norelay.wire;

import static dev.norelay.scenario.Rules.accept;
import static dev.norelay.scenario.Rules.discard;
import static dev.norelay.scenario.Rules.hold;
import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.pause;
import static dev.norelay.scenario.Rules.refuse;
import static dev.norelay.scenario.Rules.reply;
import static dev.norelay.scenario.Rules.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.journal.Event;
import dev.norelay.scenario.Rule;
import dev.norelay.session.Action;
import dev.norelay.session.ServerLimits;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a list of actions says behind an acceptance is the reply of that acceptance, and its only one. */
class SaidBehindAcceptTest {
    private static final String UP_TO_DATA = """
            EHLO client.test\r
            MAIL FROM:<alice@example.test>\r
            RCPT TO:<bob@partner.test>\r
            DATA\r
            """;
    private static final String MESSAGE = "Subject: x\r\n\r\nx\r\n.\r\n";

    private static Rule rule(Moment moment, Action... then) {
        return on(moment).then(then);
    }

    private static FrozenConnection playing(Rule... rules) {
        return new FrozenConnection(ServerLimits.DEFAULT, rules);
    }

    private static FrozenConnection inData(FrozenConnection client) {
        assertThat(client.send(UP_TO_DATA).heard()).contains("354 ");
        return client;
    }

    @Test
    void octetsStandInPlaceOfTheReplyAndTheMessageIsTaken() {
        try (FrozenConnection client = inData(playing(rule(Moment.END_OF_DATA, accept(), send("250\r\n"))))) {
            assertThat(client.send(MESSAGE + "NOOP\r\n").heard()).isEqualTo("250\r\n250 2.0.0 OK\r\n");
            assertThat(client.session().messages()).hasSize(1);
            assertThat(client.session().transcript()).contains("S: 250\\r\\n\n");
            assertThat(lastReply(client, Moment.END_OF_DATA)).satisfies(sent -> {
                assertThat(sent.reply().code()).isEqualTo(250);
                assertThat(sent.scripted()).isTrue();
                assertThat(sent.octets()).hasToString("250\\r\\n");
            });
        }
    }

    @Test
    void octetsThatAreAReplyAreJournalledAsOne() {
        try (FrozenConnection client = inData(playing(rule(Moment.END_OF_DATA, accept(), send("250 2.0.0 OK\r\n"))))) {
            assertThat(client.send(MESSAGE).heard()).isEqualTo("250 2.0.0 OK\r\n");
            assertThat(lastReply(client, Moment.END_OF_DATA).octets()).isNull();
        }
    }

    @Test
    void octetsWithoutACodeAreAFault() {
        try (FrozenConnection client = inData(playing(rule(Moment.END_OF_DATA, accept(), send("OK\r\n"))))) {
            assertThat(client.send(MESSAGE).heard()).isEqualTo("OK\r\n");
            assertThat(client.session().messages()).hasSize(1);
            assertThat(client.session().events(Event.FaultEnacted.class))
                    .containsExactly(new Event.FaultEnacted(
                            Moment.END_OF_DATA, "send OK\\r\\n", new Event.Fired("", "rule on end-of-data", 0)));
        }
    }

    @Test
    void aRefusalBehindAcceptanceRefusesInWordsOnly() {
        try (FrozenConnection client = playing(
                rule(Moment.RCPT, accept(), reply("550 5.1.1 <{recipient}> unknown")),
                rule(Moment.END_OF_DATA, accept(), refuse(Refusal.STORAGE_FULL)))) {
            assertThat(inData(client).send(MESSAGE).heard()).startsWith("452 ").hasLineCount(1);
            assertThat(lastReply(client, Moment.RCPT).reply()).hasToString("550 5.1.1 <bob@partner.test> unknown\r\n");
            assertThat(client.session().messages())
                    .singleElement()
                    .satisfies(message -> assertThat(message.recipients()).containsExactly("bob@partner.test"));
        }
    }

    @Test
    void wordsAreFilledInBeforeTheTransactionIsOver() {
        try (FrozenConnection client =
                inData(playing(rule(Moment.END_OF_DATA, accept(), reply("250 from {sender} to {recipient}"))))) {
            assertThat(client.send(MESSAGE).heard()).isEqualTo("250 from alice@example.test to bob@partner.test\r\n");
        }
    }

    @Test
    void whatIsDiscardedIsSoInOtherWordsToo() {
        try (FrozenConnection client = inData(playing(rule(Moment.END_OF_DATA, discard(), send("250\r\n"))))) {
            assertThat(client.send(MESSAGE + "NOOP\r\n").heard()).isEqualTo("250\r\n250 2.0.0 OK\r\n");
            assertThat(client.session().messages()).isEmpty();
        }
    }

    @Test
    void whatIsSaidBeforeAcceptanceIsOneTooMany() {
        try (FrozenConnection client = inData(playing(rule(Moment.END_OF_DATA, send("250 a\r\n"), accept())))) {
            assertThat(client.send(MESSAGE).heard()).isEqualTo("250 a\r\n250 2.0.0 OK\r\n");
        }
    }

    @Test
    void aReplyInSeveralPiecesIsStillOne() {
        try (FrozenConnection client = inData(playing(rule(
                Moment.END_OF_DATA,
                accept(),
                send("250-2.0.0 "),
                pause(Duration.ofMinutes(1)),
                send("OK\r\n250 \r\n"))))) {
            assertThat(client.send(MESSAGE + "NOOP\r\n").heard()).isEqualTo("250-2.0.0 ");
            assertThat(client.session().messages()).hasSize(1);
            assertThat(client.passes(Duration.ofMinutes(1)).heard()).isEqualTo("OK\r\n250 \r\n250 2.0.0 OK\r\n");
        }
    }

    @Test
    void aPauseDelaysWhatIsSaidAndWhatIsPipelinedBehindIt() {
        try (FrozenConnection client =
                inData(playing(rule(Moment.END_OF_DATA, accept(), pause(Duration.ofMinutes(10)), send("250\r\n"))))) {
            assertThat(client.send(MESSAGE + "NOOP\r\n").heard()).isEmpty();
            assertThat(client.session().messages()).hasSize(1);
            assertThat(client.passes(Duration.ofMinutes(10)).heard()).isEqualTo("250\r\n250 2.0.0 OK\r\n");
        }
    }

    @Test
    void aReplyInOctetsIsHeldLikeAnyOther() {
        try (FrozenConnection client = playing(rule(Moment.MAIL, hold(), accept(), send("250 a\n")))) {
            client.send("EHLO client.test\r\n").heard();
            assertThat(client.send("MAIL FROM:<>\r\nRCPT TO:<bob@partner.test>\r\n")
                            .heard())
                    .isEqualTo("250 2.1.5 OK\r\n250 a\n");
        }
    }

    @Test
    void whatIsHeldLeavesBehindAReplyInOctets() {
        try (FrozenConnection client =
                playing(rule(Moment.MAIL, hold()), rule(Moment.RCPT, accept(), send("250 b\n")))) {
            client.send("EHLO client.test\r\n").heard();
            assertThat(client.send("MAIL FROM:<>\r\nRCPT TO:<bob@partner.test>\r\n")
                            .heard())
                    .isEqualTo("250 b\n250 2.1.0 OK\r\n");
        }
    }

    @Test
    void twoThatAreHeldLeaveTheLastOneFirst() {
        try (FrozenConnection client = playing(rule(Moment.MAIL, hold()), rule(Moment.RCPT, hold()))) {
            client.send("EHLO client.test\r\n").heard();
            assertThat(client.send("MAIL FROM:<>\r\nRCPT TO:<bob@partner.test>\r\nNOOP\r\n")
                            .heard())
                    .isEqualTo("250 2.0.0 OK\r\n250 2.1.5 OK\r\n250 2.1.0 OK\r\n");
        }
    }

    @Test
    void quitEndsTheSessionBehindWhatIsSaid() {
        try (FrozenConnection client = playing(rule(Moment.QUIT, accept(), send("221\r\n")))) {
            client.heard();
            assertThat(client.send("QUIT\r\n").heard()).isEqualTo("221\r\n");
            assertThat(client.session().closed()).contains(Event.How.QUIT);
        }
    }

    private static Event.ReplySent lastReply(FrozenConnection client, Moment moment) {
        return client.session()
                .events(Event.ReplySent.class)
                .filter(sent -> sent.moment() == moment)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
