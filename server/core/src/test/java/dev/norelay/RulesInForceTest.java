package dev.norelay;

import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.recipient;
import static dev.norelay.scenario.Rules.reply;
import static dev.norelay.smtp.Moment.RCPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norelay.journal.Event;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Rule;
import dev.norelay.scenario.RuleState;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.ScenarioException;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.scenario.yaml.ScenarioReader;
import dev.norelay.scenario.yaml.ScenarioWriter;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules of a server at work: told, taken away, named in the journal by what they decided. */
class RulesInForceTest {
    private static final Scenario STORY = ScenarioReader.read("two.yaml", """
            norelay: 1
            title: Two rules
            server: { policy: open }
            fixed: {}
            rules:
              - { name: nobody, on: rcpt, when: { recipient: "nobody@*" }, then: { refuse: recipient-unknown } }
              - { on: rcpt, when: { recipient: "full@*" }, then: [ { pause: 1ms }, { refuse: mailbox-full } ] }
            """);

    private static void send(Norelay server, String recipient) throws IOException {
        try (SmtpWire client = SmtpWire.connect(server.port("smtp"))) {
            client.expect("220");
            client.send("EHLO client.test").expect("250");
            client.send("MAIL FROM:<alice@example.test>").expect("250");
            client.send("RCPT TO:<" + recipient + ">");
            client.reply();
        }
    }

    @Test
    void aReplyAndAFaultTellTheRuleThatDecidedThem() throws IOException {
        try (Norelay server = Norelay.start(STORY)) {
            send(server, "nobody@example.test");
            send(server, "full@example.test");

            List<Event.Fired> replies = server.journal().entries().stream()
                    .map(entry -> entry.event())
                    .filter(event -> event instanceof Event.ReplySent sent && sent.refusal() != null)
                    .map(event -> ((Event.ReplySent) event).rule())
                    .toList();
            assertThat(replies)
                    .containsExactly(
                            new Event.Fired("nobody", "rule nobody (line 6)", 6),
                            new Event.Fired("", "rule on rcpt (line 7)", 7));
            assertThat(server.journal().entries())
                    .extracting(entry -> entry.event())
                    .contains(new Event.FaultEnacted(RCPT, "pause", replies.get(1)));
            assertThat(server.journal().entries())
                    .filteredOn(entry -> entry.event() instanceof Event.ReplySent sent && !sent.scripted())
                    .allMatch(entry -> ((Event.ReplySent) entry.event()).rule() == null);
        }
    }

    @Test
    void rulesAreCountedTakenAwayAndBackWithReset() throws IOException {
        try (Norelay server = Norelay.start(STORY)) {
            server.add(on(RCPT).when(recipient("ann@*")).then(reply("550 5.1.1 no Ann here")));
            send(server, "nobody@example.test");
            send(server, "nobody@example.test");

            assertThat(server.rules()).extracting(RuleState::number).containsExactly(1, 2, 3);
            assertThat(server.rules()).extracting(RuleState::fired).containsExactly(2L, 0L, 0L);
            assertThat(server.rules()).extracting(RuleState::added).containsExactly(false, false, true);
            assertThat(server.rules().get(0).nearMiss()).isEmpty();
            assertThat(server.rules().get(1).nearMiss()).isEmpty(); // the first one had it each time
            assertThat(server.remove(1)).isTrue();
            assertThat(server.remove(1)).isFalse();
            send(server, "nobody@example.test");
            assertThat(server.rules()).extracting(RuleState::number).containsExactly(2, 3);
            assertThat(server.rules().get(0).nearMiss()).contains("nobody@example.test");
            assertThat(server.journal().sessions().get(2).refusals()).isEmpty();
            server.reset();
            assertThat(server.rules()).extracting(RuleState::number).containsExactly(1, 2);
            assertThat(server.rules()).extracting(RuleState::fired).containsExactly(0L, 0L);
        }
    }

    @Test
    void anyPhaseCanBeEntered() {
        try (Norelay server = Norelay.start("stale-password")) {
            ClientSettings fixed = server.enter(Phase.FIXED);
            assertThat(fixed.password()).isEqualTo(server.settings(Phase.FIXED).password());
            assertThat(server.phase()).isEqualTo("fixed");
            server.enter("broken");
            server.enter("broken");
            assertThat(server.journal().entries())
                    .extracting(entry -> entry.event())
                    .filteredOn(Event.PhaseEntered.class::isInstance)
                    .containsExactly(
                            new Event.PhaseEntered("broken"),
                            new Event.PhaseEntered("fixed"),
                            new Event.PhaseEntered("broken"));
            assertThatThrownBy(() -> server.enter("mended")).hasMessageContaining("has no phase mended");
        }
    }

    @Test
    void aRuleIsReadAloneInYamlAndInJson() {
        Scenario open = Catalogue.scenario("open");
        Rule yaml = ScenarioReader.rule("rule.yaml", "on: rcpt\nthen: { refuse: greylisted }\n", open);
        Rule json =
                ScenarioReader.rule("rule.json", "{\"on\": \"rcpt\", \"then\": {\"refuse\": \"greylisted\"}}", open);
        assertThat(yaml).isEqualTo(json);
        assertThat(yaml.title()).isEqualTo("rule on rcpt");
        assertThat(ScenarioWriter.write(yaml)).isEqualToIgnoringWhitespace("on: rcpt then: { refuse: greylisted }");
        assertThatThrownBy(() -> ScenarioReader.rule(
                        "rule.yaml", "ons: rcpt\nwhile: mended\nthen: { refuse: greylist }\n", open))
                .isInstanceOfSatisfying(
                        ScenarioException.class,
                        mistakes -> assertThat(mistakes.problems())
                                .extracting(problem -> problem.line())
                                .contains(1, 2, 3));
        assertThatThrownBy(() -> ScenarioReader.rule("rule.yaml", "- on: rcpt\n", open))
                .hasMessageContaining("this is no rule");
        assertThatThrownBy(() -> ScenarioReader.rule("rule.yaml", "", open)).isInstanceOf(ScenarioException.class);
    }
}
