package dev.norelay.subethasmtp;

import static dev.norelay.scenario.Rules.accept;
import static dev.norelay.scenario.Rules.close;
import static dev.norelay.scenario.Rules.discard;
import static dev.norelay.scenario.Rules.refuse;
import static dev.norelay.scenario.Rules.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.session.Action;
import dev.norelay.session.Content;
import dev.norelay.session.Effect;
import dev.norelay.session.Proposal;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import dev.norelay.smtp.Path;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether a scenario has said yes, and where another answer goes. */
class RulingTest {
    private static final Reply YES = Reply.of(250, "2.1.0 OK");
    private static final Reply NO = Reply.of(550, "5.7.1 no");
    private static final Action.Say OTHER = new Action.Say(Reply.of(250, "gladly"));
    private static final Action.Become LATER = new Action.Become("fixed", Duration.ZERO);

    private static Proposal proposal(boolean accepts, Effect effect) {
        return new Proposal(
                Moment.MAIL, YES, accepts ? null : NO, accepts ? null : Refusal.SENDER_REFUSED, effect, null);
    }

    private static Ruling ruling(boolean accepts, Action... actions) {
        return new Ruling(proposal(accepts, new Effect.BeginTransaction(Path.NULL, Map.of())), List.of(actions));
    }

    @Test
    void theProposalDecidesWhereNoRuleAnswers() {
        assertThat(ruling(true).accepts()).isTrue();
        assertThat(ruling(false).accepts()).isFalse();
        assertThat(ruling(true, LATER).accepts()).isTrue();
        assertThat(ruling(false, LATER).accepts()).isFalse();
    }

    @Test
    void rulesDecideWhereTheyAnswer() {
        assertThat(ruling(false, accept()).accepts()).isTrue();
        assertThat(ruling(false, reply("250 OK")).accepts()).isTrue();
        assertThat(ruling(true, reply("450 no")).accepts()).isFalse();
        assertThat(ruling(true, refuse(Refusal.GREYLISTED)).accepts()).isFalse();
        assertThat(ruling(true, close()).accepts()).isFalse();
        assertThat(ruling(true, accept(), close()).accepts()).isTrue();
        assertThat(ruling(true, reply("450 no"), reply("250 OK")).accepts())
                .as("the first decides")
                .isFalse();
    }

    @Test
    void aMessageThatIsThrownAwayIsNotForTheHandler() {
        Content none = new Content(0, false, true, Octets.copyOf(new byte[0]));
        assertThat(new Ruling(proposal(true, new Effect.Deliver(none)), List.of(discard())).accepts())
                .isFalse();
        assertThat(ruling(true, discard()).accepts()).isTrue();
    }

    @Test
    void anotherAnswerTakesThePlaceOfTheYesAndTheRestStays() {
        List<Action> refusal = List.of(refuse(Refusal.SENDER_REFUSED));
        assertThat(ruling(true).answering(refusal)).isEqualTo(refusal);
        assertThat(ruling(true, LATER).answering(refusal)).containsExactly(LATER, refusal.get(0));
        assertThat(ruling(true, LATER, accept(), close()).answering(refusal))
                .containsExactly(LATER, refusal.get(0), close());
        assertThat(ruling(true, accept(), LATER, reply("451 no")).answering(refusal))
                .containsExactly(refusal.get(0), LATER);
    }

    @Test
    void otherWordsAreSaidWhereTheScenarioHasNone() {
        assertThat(ruling(true).saying(OTHER)).containsExactly(OTHER);
        assertThat(ruling(true, accept(), LATER).saying(OTHER)).containsExactly(accept(), LATER, OTHER);
        assertThat(ruling(true, reply("250 mine")).saying(OTHER)).containsExactly(reply("250 mine"));
        assertThat(ruling(true, accept(), close()).saying(OTHER)).containsExactly(accept(), close(), OTHER);
        assertThat(ruling(true, accept(), reply("451 no")).saying(OTHER)).containsExactly(accept(), reply("451 no"));
    }
}
