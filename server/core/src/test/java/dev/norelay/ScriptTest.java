package dev.norelay;

import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.reply;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.session.Action;
import dev.norelay.session.Content;
import dev.norelay.session.Occasion;
import dev.norelay.session.Script;
import dev.norelay.session.Session;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a script can do besides deciding: ask the rules, read the message, hear of the end. */
class ScriptTest {
    private static final String MAIL = "MAIL FROM:<alice@example.test>";

    private static SmtpWire greeted(Norelay server) {
        SmtpWire client = SmtpWire.connect(server.port("smtp"));
        client.expect("220");
        client.ask("EHLO client.test", "250-");
        return client;
    }

    /** Refuses whom the rules let pass; a rule that is asked has matched. */
    @Test
    void standsBehindTheRules() {
        Script behind = occasion -> {
            List<Action> ruled = occasion.rules().get();
            boolean open = ruled.isEmpty() && occasion.proposal().moment() == Moment.RCPT;
            return open ? List.of(new Action.Refuse(Refusal.RECIPIENT_UNKNOWN)) : ruled;
        };
        try (Norelay server = Norelay.builder()
                        .rule(on(Moment.RCPT).times(1).then(reply("250 2.1.5 the rule says yes")))
                        .script(behind)
                        .start();
                SmtpWire client = greeted(server)) {
            client.ask(MAIL, "250");
            client.ask("RCPT TO:<bob@partner.test>", "250 2.1.5 the rule says yes");
            client.ask("RCPT TO:<bob@partner.test>", "550 5.1.1 ");
            assertThat(server.nearMisses()).isEmpty();
        }
    }

    @Test
    void readsTheMessageWhereverItLies() {
        Queue<Long> sizes = new ConcurrentLinkedQueue<>();
        Script reading = occasion -> {
            Content.Source octets = occasion.circumstances().octets();
            if (octets != null) {
                sizes.add(size(octets));
            }
            return List.of();
        };
        String line = "0123456789".repeat(7) + "\r\n";
        try (Norelay server = Norelay.builder().script(reading).start();
                SmtpWire client = greeted(server)) {
            for (int lines : List.of(1, 20_000)) {
                client.ask(MAIL, "250");
                client.ask("RCPT TO:<bob@partner.test>", "250");
                client.ask("DATA", "354");
                client.raw((line.repeat(lines) + ".\r\n").getBytes(US_ASCII));
                client.expect("250");
            }
            assertThat(sizes).containsExactly(72L, 72L * 20_000);
            assertThat(server.messages()).extracting(message -> message.size()).containsExactly(72L, 72L * 20_000);
        }
    }

    private static long size(Content.Source octets) {
        try (InputStream open = octets.open()) {
            return open.readAllBytes().length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void hearsOfEachSessionsEndOnceAndBehindItsLastDecision() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        Script waiting = new Script() {
            @Override
            public List<Action> decide(Occasion occasion) {
                if (occasion.proposal().moment() == Moment.MAIL) {
                    asked.countDown();
                    await(left);
                    told.add("decided");
                }
                return List.of();
            }

            @Override
            public void over(Session session) {
                told.add("over " + session.listener());
            }
        };
        try (Norelay server = Norelay.builder().script(waiting).start()) {
            try (SmtpWire client = greeted(server)) {
                client.ask("QUIT", "221");
            }
            assertThat(server.journal().sessions()).hasSize(1);
            assertThat(told).containsExactly("over smtp");
            try (SmtpWire client = greeted(server)) {
                client.raw((MAIL + "\r\n").getBytes(US_ASCII));
                await(asked);
            }
            left.countDown();
            assertThat(server.journal().sessions()).hasSize(2);
            assertThat(told).containsExactly("over smtp", "decided", "over smtp");
        }
        assertThat(told).hasSize(3);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
