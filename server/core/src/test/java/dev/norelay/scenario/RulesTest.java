package dev.norelay.scenario;

import static dev.norelay.scenario.Occasions.at;
import static dev.norelay.scenario.Occasions.atOfUser;
import static dev.norelay.scenario.Rules.accept;
import static dev.norelay.scenario.Rules.authenticated;
import static dev.norelay.scenario.Rules.close;
import static dev.norelay.scenario.Rules.discard;
import static dev.norelay.scenario.Rules.ignore;
import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.pause;
import static dev.norelay.scenario.Rules.recipient;
import static dev.norelay.scenario.Rules.refuse;
import static dev.norelay.scenario.Rules.reply;
import static dev.norelay.scenario.Rules.sender;
import static dev.norelay.scenario.Rules.stall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.norelay.fault.Close;
import dev.norelay.fault.Pause;
import dev.norelay.session.Action;
import dev.norelay.session.Occasion;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules and the order in which they are looked at. */
class RulesTest {
    private static final String MAIL = "MAIL FROM:<alice@example.test>";
    private static final String RCPT = "RCPT TO:<Ann@partner.test>";

    @Test
    void firstRuleThatMatchesWins() {
        RuleBook book = book(
                on(Moment.RCPT).when(recipient("bob@*")).then(stall()),
                on(Moment.RCPT).when(recipient("*@partner.test")).then(ignore()),
                on(Moment.RCPT).then(close()));
        assertThat(decide(book, at(MAIL, RCPT))).containsExactly(ignore());
    }

    @Test
    void whereNoRuleMatchesTheProposalIsKept() {
        RuleBook book = book(
                on(Moment.DATA).then(stall()),
                on(Moment.RCPT).when(recipient("bob@*")).then(stall()));
        assertThat(decide(book, at(MAIL, RCPT))).isEmpty();
        assertThat(decide(book, at("NOOP"))).isEmpty();
    }

    @Test
    void usedUpRuleGivesWayToTheNext() {
        RuleBook book = book(
                on(Moment.NOOP).times(2).then(stall()),
                on(Moment.NOOP).times(1).then(close()),
                on(Moment.NOOP).then(ignore()));
        assertThat(fourTimes(book, "NOOP")).containsExactly(stall(), stall(), close(), ignore());
    }

    @Test
    void onlyMatchesCount() {
        RuleBook book = book(
                on(Moment.RCPT).when(recipient("ann@*")).times(1).then(stall()),
                on(Moment.RCPT).then(ignore()));
        assertThat(decide(book, at(MAIL, "RCPT TO:<bob@partner.test>"))).containsExactly(ignore());
        assertThat(decide(book, at(MAIL, RCPT))).containsExactly(stall());
        assertThat(decide(book, at(MAIL, RCPT))).containsExactly(ignore());
    }

    @Test
    void rulesAreIndexedByMoment() {
        RuleBook book = book(on(Moment.VRFY).then(stall()));
        assertThat(Arrays.stream(Moment.values()).filter(book::has)).containsExactly(Moment.VRFY);
        assertThat(decide(book, at("VRFY alice"))).containsExactly(stall());
        assertThat(Arrays.stream(Moment.values()).filter(book(on(Moment.ANY).then(stall()))::has))
                .containsExactly(Moment.values());
    }

    @ParameterizedTest
    @CsvSource({"EHLO again", "HELO again", "NOOP", "RSET", "QUIT", "XYZZY", "DATA", "MAIL FROM:<>", "VRFY a", "AUTH X"
    })
    void anyIsEachMoment(String command) {
        assertThat(decide(book(on(Moment.ANY).then(stall())), at(command))).containsExactly(stall());
    }

    @Test
    void anyKeepsItsPlaceAndOneCount() {
        RuleBook book = book(
                on(Moment.NOOP).times(1).then(close()),
                on(Moment.ANY).times(2).then(stall()),
                on(Moment.NOOP).then(ignore()));
        assertThat(decide(book, at("NOOP"))).containsExactly(close());
        assertThat(decide(book, at("RSET"))).containsExactly(stall());
        assertThat(decide(book, at("NOOP"))).containsExactly(stall());
        assertThat(decide(book, at("NOOP"))).containsExactly(ignore());
        assertThat(decide(book, at("RSET"))).isEmpty();
    }

    @Test
    void addedRuleComesLastAndCountsGoAlong() {
        RuleBook book = book(on(Moment.NOOP).times(1).then(close()));
        assertThat(decide(book, at("NOOP"))).containsExactly(close());
        assertThat(decide(book.with(on(Moment.NOOP).then(ignore())), at("NOOP")))
                .containsExactly(ignore());
    }

    @Test
    void conditionsAddUp() {
        Rule rule = on(Moment.RCPT)
                .when(recipient("*@partner.test"))
                .when(authenticated(true), sender("alice@*"))
                .then(stall());
        assertThat(rule.when()).hasSize(3);
        assertThat(decide(book(rule), at(MAIL, RCPT))).isEmpty();
        assertThat(decide(book(rule), atOfUser(MAIL, RCPT))).containsExactly(stall());
    }

    @Test
    void recipientIsKnownFromRcptOn() {
        Rule rule = on(Moment.ANY).when(recipient("ann@*")).then(stall());
        assertThat(decide(book(rule), at(MAIL))).isEmpty();
        assertThat(decide(book(rule), atOfUser(MAIL, RCPT))).containsExactly(stall());
        assertThat(decide(book(rule), atOfUser(MAIL, RCPT, "RCPT TO:<bob@partner.test>")))
                .as("at another RCPT")
                .isEmpty();
        assertThat(decide(book(rule), atOfUser(MAIL, RCPT, "RCPT TO:<bob@partner.test>", "DATA")))
                .containsExactly(stall());
    }

    @Test
    void senderIsKnownFromMailToTheTransactionsEnd() {
        Rule rule = on(Moment.ANY).when(sender("ALICE@*")).then(stall());
        assertThat(decide(book(rule), at(MAIL))).containsExactly(stall());
        assertThat(decide(book(rule), at(MAIL, RCPT))).containsExactly(stall());
        assertThat(decide(book(rule), at(MAIL, "RSET", "NOOP"))).isEmpty();
    }

    @Test
    void emptySenderIsTheNullReversePathAndNotTheLackOfOne() {
        Rule rule = on(Moment.ANY).when(sender("")).then(stall());
        assertThat(decide(book(rule), at("MAIL FROM:<>"))).containsExactly(stall());
        assertThat(decide(book(rule), at("NOOP"))).isEmpty();
        assertThat(decide(book(on(Moment.ANY).when(sender("*")).then(stall())), at("NOOP")))
                .isEmpty();
    }

    @Test
    void ruleMayAskWhetherTheClientHasLoggedIn() {
        RuleBook book = book(
                on(Moment.NOOP).when(authenticated(true)).then(stall()),
                on(Moment.NOOP).when(authenticated(false)).then(ignore()));
        assertThat(decide(book, at("NOOP"))).containsExactly(ignore());
        assertThat(decide(book, atOfUser("NOOP"))).containsExactly(stall());
    }

    @Test
    void actionsAreKeptInOrder() {
        Rule rule = on(Moment.RCPT)
                .then(
                        reply("250-one", "250 two"),
                        refuse(Refusal.GREYLISTED),
                        accept(),
                        discard(),
                        pause(Duration.ofSeconds(2)),
                        close());
        assertThat(rule.then())
                .containsExactly(
                        new Action.Say(Reply.of(250, "one", "two")),
                        new Action.Refuse(Refusal.GREYLISTED),
                        new Action.Accept(),
                        new Action.Discard(),
                        new Action.Enact(new Pause(Duration.ofSeconds(2))),
                        new Action.Enact(new Close()));
    }

    @Test
    void nonsenseIsToldAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> on(Moment.RCPT).then())
                .withMessageContaining("at least one action");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> on(Moment.RCPT).times(-1).then(stall()))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reply("no such user"))
                .withMessageContaining("550 5.1.1 no such user");
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void eachMomentCanHaveARule(Moment moment) {
        assertThat(book(on(moment).then(stall())).rules()).hasSize(1);
    }

    private static RuleBook book(Rule... rules) {
        return RuleBook.of(List.of(rules), new SplittableRandom(1), Clock.systemUTC());
    }

    private static List<Action> decide(RuleBook book, Occasion occasion) {
        return book.decide(occasion, "broken");
    }

    private static List<Action> fourTimes(RuleBook book, String command) {
        List<Action> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.addAll(decide(book, at(command)));
        }
        return all;
    }

    @Test
    void whatWouldDoNothingAtItsMomentIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> on(Moment.RCPT).then(Rules.hide("SIZE")))
                .withMessageContaining("act at ehlo")
                .withMessageContaining("nothing of them at rcpt");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> on(Moment.RCPT).per(Count.Per.MESSAGE))
                .withMessage("per message is not known at rcpt");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> on(Moment.RCPT).times(0))
                .withMessageContaining("times is at least 1, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rules.become("fixed", Duration.ofSeconds(-1)))
                .withMessageContaining("now or later");
    }
}
