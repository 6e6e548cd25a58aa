package dev.norelay.subethasmtp;

import static dev.norelay.scenario.Rules.accept;
import static dev.norelay.scenario.Rules.close;
import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.pause;
import static dev.norelay.scenario.Rules.refuse;
import static dev.norelay.scenario.Rules.reply;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.Norelay;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who has the word: the handler, the scenario or its rules. */
class RepliesTest {
    private static final String MAIL = "MAIL FROM:<alice@example.test>";
    private static final String RCPT = "RCPT TO:<bob@partner.test>";

    @Test
    void aMessageInAFileAndInChunksIsReadWhole() throws IOException {
        AtomicInteger lines = new AtomicInteger();
        String line = "0123456789".repeat(7) + "\r\n";
        NorelaySubEtha bridge = NorelaySubEtha.listener(
                (context, from, to, data) -> lines.set(new String(data, US_ASCII).split(line, -1).length - 1));
        try (Norelay server = bridge.open().start();
                Talk client = new Talk(server.port("smtp"))) {
            client.after(MAIL, RCPT, "DATA");
            client.say("Subject: large\r\n\r\n" + line.repeat(20_000) + ".\r\n");
            assertThat(client.hear()).startsWith("250 ");
            assertThat(lines).hasValue(20_000);

            client.ask(MAIL);
            client.ask(RCPT);
            client.say("BDAT " + 2 * line.length() + "\r\n" + line.repeat(2));
            assertThat(client.hear()).startsWith("250 ");
            client.say("BDAT " + line.length() + " LAST\r\n" + line);
            assertThat(client.hear()).startsWith("250 ");
            assertThat(lines).hasValue(3);
            assertThat(server.messages()).hasSize(2);
        }
    }

    @Test
    void tooMuchDataIsRefusedInTheScenariosWords() throws IOException {
        Heard heard = new Heard();
        try (Norelay server = NorelaySubEtha.handler(heard).open().start();
                Talk client = new Talk(server.port("smtp"))) {
            client.after(MAIL, RCPT, "DATA");
            client.say("Subject: too-much\r\n\r\n.\r\n");
            assertThat(client.hear()).startsWith("552 5.3.4 ");
            assertThat(client.ask(MAIL)).startsWith("250 ");
            assertThat(server.messages()).isEmpty();
        }
        assertThat(heard.done).hasValue(2);
    }

    @Test
    void aYesOfSeveralLinesIsOneReply() throws IOException {
        try (Norelay server = NorelaySubEtha.handler(new Heard()).open().start();
                Talk client = new Talk(server.port("smtp"))) {
            client.after(MAIL, RCPT, "DATA");
            client.say("Subject: lines\r\n\r\n.\r\n");
            assertThat(client.hear()).isEqualTo("250 as 4711");
            assertThat(server.journal().transcript()).contains("S: 250-Queued");
        }
    }

    @Test
    void rulesThatSayYesKeepTheirWordsAndTheHandlerIsAskedAllTheSame() throws IOException {
        Heard heard = new Heard();
        try (Norelay server = NorelaySubEtha.handler(heard)
                        .open()
                        .rule(on(Moment.MAIL).then(reply("250 2.1.0 by all means")))
                        .rule(on(Moment.RCPT).then(accept()))
                        .rule(on(Moment.END_OF_DATA).then(reply("250 2.0.0 gladly")))
                        .start();
                Talk client = new Talk(server.port("smtp"))) {
            assertThat(client.after(MAIL)).isEqualTo("250 2.1.0 by all means");
            assertThat(client.ask("RCPT TO:<reject@partner.test>")).isEqualTo("571 not here");
            client.ask(RCPT);
            client.ask("DATA");
            client.say("Subject: words\r\n\r\n.\r\n");
            assertThat(client.hear()).isEqualTo("250 2.0.0 gladly");
            assertThat(client.ask("MAIL FROM:<reject@example.test>")).isEqualTo("571 not here");
            assertThat(server.nearMisses()).isEmpty();
        }
    }

    @Test
    void wordsOfTheHandlerComeBehindAPauseAndNeverBehindAnEnd() throws IOException {
        Heard heard = new Heard();
        try (Norelay server = NorelaySubEtha.handler(heard)
                        .open()
                        .rule(on(Moment.END_OF_DATA).times(1).then(accept(), pause(Duration.ofMillis(1))))
                        .rule(on(Moment.END_OF_DATA).then(accept(), close()))
                        .start();
                Talk client = new Talk(server.port("smtp"))) {
            client.after(MAIL, RCPT, "DATA");
            client.say("Subject: words\r\n\r\n.\r\n");
            assertThat(client.hear()).isEqualTo("250 Queued as 4711");
            client.ask(MAIL);
            client.ask(RCPT);
            client.ask("DATA");
            client.say("Subject: words\r\n\r\n.\r\n");
            assertThat(client.hear()).as("the end").isEmpty();
            assertThat(server.messages()).hasSize(2);
        }
        assertThat(heard.taken).hasValue(2);
    }

    @Test
    void rsetThatARuleRefusesLeavesTheTransactionOpen() throws IOException {
        Heard heard = new Heard();
        try (Norelay server = NorelaySubEtha.handler(heard)
                        .open()
                        .rule(on(Moment.RSET).then(refuse(Refusal.SERVICE_UNAVAILABLE)))
                        .start();
                Talk client = new Talk(server.port("smtp"))) {
            client.after(MAIL);
            assertThat(client.ask("RSET")).startsWith("421 ");
            assertThat(server.messages()).isEmpty();
            assertThat(heard.calls()).containsExactly("from alice@example.test, client.test", "done"); // 421 has closed
        }
    }
}
