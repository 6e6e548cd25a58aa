package dev.norelay.scenario;

import static dev.norelay.scenario.Occasions.at;
import static dev.norelay.scenario.Occasions.atConnect;
import static dev.norelay.scenario.Occasions.atEndOfData;
import static dev.norelay.scenario.Occasions.atOfUser;
import static dev.norelay.scenario.Occasions.ofSession;
import static dev.norelay.scenario.Rules.authenticated;
import static dev.norelay.scenario.Rules.close;
import static dev.norelay.scenario.Rules.ignore;
import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.recipient;
import static dev.norelay.scenario.Rules.stall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.scenario.Count.Per;
import dev.norelay.session.Action;
import dev.norelay.session.Occasion;
import dev.norelay.smtp.Moment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a rule is asked, in which order, and how it counts. */
class RuleBookTest {
    private static final String MAIL = "MAIL FROM:<alice@example.test>";
    private static final String ANN = "RCPT TO:<ann@partner.test>";
    private static final String BOB = "RCPT TO:<bob@partner.test>";

    /** A clock that goes on when it is told to. */
    private static class Watch extends Clock {
        private Instant now = Instant.EPOCH;

        void goesOn(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final Watch watch = new Watch();

    private RuleBook book(Rule... rules) {
        return RuleBook.of(List.of(rules), new SplittableRandom(7), watch);
    }

    private static boolean fires(RuleBook book, Occasion occasion) {
        return !book.decide(occasion, Phase.BROKEN).isEmpty();
    }

    private static List<Boolean> fire(RuleBook book, Occasion... occasions) {
        return Arrays.stream(occasions).map(occasion -> fires(book, occasion)).toList();
    }

    @Test
    void eachQuestionThatIsDeniedLeadsToTheNextRule() {
        RuleBook book = book(
                on(Moment.NOOP).during("fixed").then(stall()),
                on(Moment.NOOP).when(authenticated(true)).then(stall()),
                on(Moment.NOOP).chance(0).then(stall()),
                on(Moment.NOOP).times(1).then(close()),
                on(Moment.NOOP).then(ignore()));
        assertThat(book.decide(at("NOOP"), "broken")).containsExactly(close());
        assertThat(book.decide(at("NOOP"), "broken")).containsExactly(ignore());
        assertThat(book.decide(at("NOOP"), "fixed")).containsExactly(stall());
    }

    @Test
    void onlyWhatPassesPhaseConditionsAndChanceIsCounted() {
        Rule once = on(Moment.NOOP)
                .during("fixed")
                .when(authenticated(true))
                .times(1)
                .then(stall());
        RuleBook book = book(once);
        assertThat(book.decide(atOfUser("NOOP"), "broken")).isEmpty();
        assertThat(book.decide(at("NOOP"), "fixed")).isEmpty();
        assertThat(book.decide(atOfUser("NOOP"), "fixed")).containsExactly(stall());
        assertThat(book.decide(atOfUser("NOOP"), "fixed")).isEmpty();
    }

    @Test
    void whatChanceDeniesIsNotCounted() {
        RuleBook book = book(on(Moment.NOOP).chance(0.2).times(5).then(stall()));
        Occasion noop = at("NOOP");
        assertThat(IntStream.range(0, 500).filter(i -> fires(book, noop))).hasSize(5);
    }

    @Test
    void sameSeedSameSequence() {
        List<Boolean> first = draws(4711);
        assertThat(draws(4711)).isEqualTo(first);
        assertThat(draws(4712)).isNotEqualTo(first);
        assertThat(first.stream().filter(drawn -> drawn).count()).isBetween(60L, 140L);
    }

    @Test
    void seedsThatAreNeighboursDoNotBeginAlike() {
        assertThat(IntStream.range(0, 200).filter(seed -> draws(seed).get(0))).hasSizeBetween(60, 140);
    }

    private static List<Boolean> draws(long seed) {
        RuleBook book = RuleBook.of(
                List.of(on(Moment.NOOP).chance(0.5).then(stall())), new SplittableRandom(seed), Clock.systemUTC());
        Occasion noop = at("NOOP");
        return IntStream.range(0, 200).mapToObj(i -> fires(book, noop)).toList();
    }

    @Test
    void skipThreeTimesFiveIsTheFourthToTheEighth() {
        RuleBook book = book(on(Moment.NOOP).skip(3).times(5).then(stall()));
        Occasion noop = at("NOOP");
        assertThat(IntStream.rangeClosed(1, 12).filter(i -> fires(book, noop))).containsExactly(4, 5, 6, 7, 8);
    }

    @Test
    void untilRunsFromTheFirstMatchOfEachThing() {
        RuleBook book = book(
                on(Moment.RCPT).until(Duration.ofMinutes(5)).per(Per.RECIPIENT).then(stall()));
        watch.goesOn(Duration.ofDays(1));
        assertThat(fires(book, atOfUser(MAIL, ANN))).isTrue();
        watch.goesOn(Duration.ofMinutes(4));
        assertThat(fire(book, atOfUser(MAIL, ANN), atOfUser(MAIL, BOB))).containsExactly(true, true);
        watch.goesOn(Duration.ofMinutes(1));
        assertThat(fire(book, atOfUser(MAIL, ANN), atOfUser(MAIL, BOB))).containsExactly(false, true);
        watch.goesOn(Duration.ofDays(1));
        assertThat(fire(book, atOfUser(MAIL, ANN), atOfUser(MAIL, BOB))).containsExactly(false, false);
    }

    @Test
    void serverCountsAll() {
        RuleBook book = once(Moment.ANY, Per.SERVER);
        assertThat(fire(book, atConnect(), ofSession(2, atConnect()), at("NOOP")))
                .containsExactly(true, false, false);
    }

    @Test
    void sessionsAndClientsCountApart() {
        RuleBook sessions = once(Moment.ANY, Per.SESSION);
        assertThat(fire(sessions, atConnect(), at("NOOP"), ofSession(2, at("NOOP")), ofSession(2, atConnect())))
                .containsExactly(true, false, true, false);
        RuleBook clients = once(Moment.ANY, Per.CLIENT);
        assertThat(fire(clients, atConnect(), ofSession(2, atConnect()))).containsExactly(true, false);
    }

    @Test
    void usersCountApartAndNobodyIsOneOfThem() {
        RuleBook book = once(Moment.NOOP, Per.USER);
        assertThat(fire(book, at("NOOP"), atOfUser("NOOP"), at("NOOP"), atOfUser("NOOP")))
                .containsExactly(true, true, false, false);
    }

    @Test
    void sendersCountApartTheirDomainInAnyCase() {
        RuleBook book = once(Moment.MAIL, Per.SENDER);
        assertThat(fire(
                        book,
                        at("MAIL FROM:<a@example.test>"),
                        at("MAIL FROM:<a@EXAMPLE.test>"),
                        at("MAIL FROM:<A@example.test>"),
                        at("MAIL FROM:<>")))
                .containsExactly(true, false, true, true);
    }

    @Test
    void recipientsCountApartTheirDomainInAnyCase() {
        RuleBook book = once(Moment.RCPT, Per.RECIPIENT);
        assertThat(fire(
                        book,
                        atOfUser(MAIL, ANN),
                        atOfUser(MAIL, "RCPT TO:<ann@PARTNER.test>"),
                        atOfUser(MAIL, ANN, BOB),
                        atOfUser("MAIL FROM:<>", BOB)))
                .containsExactly(true, false, true, false);
    }

    @Test
    void tripletsCountApart() {
        RuleBook book = once(Moment.RCPT, Per.TRIPLET);
        assertThat(fire(
                        book,
                        at(MAIL, ANN),
                        at(MAIL, ANN),
                        at("MAIL FROM:<>", ANN),
                        at(MAIL, BOB),
                        ofSession(2, at(MAIL, ANN))))
                .containsExactly(true, false, true, true, false);
    }

    @Test
    void messagesCountApartByTheirIdElseByAllThereIs() {
        RuleBook book = once(Moment.END_OF_DATA, Per.MESSAGE);
        assertThat(fire(
                        book,
                        message("Message-ID: <1@a.test>\n\nHello\n"),
                        message("X: y\nmessage-id:  <1@a.test>\n\nHello again\n"),
                        message("Message-ID: <2@a.test>\n\nHello\n"),
                        message("\nHello\n"),
                        message("\nHello\n"),
                        message("\nGoodbye\n")))
                .containsExactly(true, false, true, true, false, true);
    }

    private static Occasion message(String text) {
        return atEndOfData(text, 1, MAIL, ANN, "DATA");
    }

    private RuleBook once(Moment moment, Per per) {
        return book(on(moment).times(1).per(per).then(stall()));
    }

    @Test
    void eldestCountsAreForgottenAndNoOthers() {
        Recent<String, Integer> recent = new Recent<>(2);
        recent.put("a", 1);
        recent.merge("b", 1, Integer::sum);
        recent.computeIfAbsent("c", key -> 1);
        assertThat(recent).containsOnlyKeys("b", "c");
    }

    @Test
    void ruleThatNeverFiredTellsHowNearItCame() {
        Rule greylisted = named("greylisted", 7, on(Moment.RCPT).when(recipient("*@partner.test")));
        RuleBook book = book(greylisted);
        fire(book, at("NOOP"), atOfUser(MAIL, "RCPT TO:<ann@example.com>"));
        assertThat(book.nearMisses())
                .containsExactly("rule greylisted (line 7) never fired; nearest: RCPT TO:<ann@example.com>:"
                        + " recipient is ann@example.com, not *@partner.test");
        fire(book, atOfUser(MAIL, ANN));
        assertThat(book.nearMisses()).isEmpty();
    }

    @Test
    void nearestIsWhatPassedTheMostQuestions() {
        RuleBook book = book(on(Moment.RCPT)
                .during("broken")
                .when(recipient("ann@*"), authenticated(true))
                .skip(1)
                .then(stall()));
        assertNearest(book, "no rcpt came to it");
        book.decide(at(MAIL, BOB), "fixed");
        assertNearest(book, "nearest: RCPT TO:<bob@partner.test>: the phase is fixed");
        fire(book, at(MAIL, BOB));
        assertNearest(book, "nearest: RCPT TO:<bob@partner.test>: recipient is bob@partner.test, not ann@*");
        fire(book, at(MAIL, ANN), at(MAIL, BOB));
        assertNearest(book, "nearest: RCPT TO:<ann@partner.test>: authenticated is false, not true");
        fire(book, atOfUser(MAIL, ANN), at(MAIL, BOB));
        assertNearest(book, "nearest: RCPT TO:<ann@partner.test>: its count is not reached or used up");
    }

    @Test
    void nearMissesSayWhatIsDenied() {
        Occasion noop = at("NOOP");
        assertThat(Rules.not(Rules.is(Key.HELO, "client.*")).miss(noop))
                .isEqualTo("helo is client.test, which is client.*");
        assertThat(Rules.is(Key.USER, "*").miss(noop)).isEqualTo("user is none, not *");
        assertThat(Rules.is(Key.BODY, "*").miss(noop)).isEqualTo("body is not known at noop");
        assertThat(recipient("carol@*").miss(atOfUser(MAIL, ANN, BOB, "DATA")))
                .isEqualTo("recipient is ann@partner.test (and 1 more), not carol@*");
        assertThat(Rules.is(Key.BODY, "x").miss(message("\n" + "long\n".repeat(1_000))))
                .hasSizeLessThan(120)
                .doesNotContain("\n");
    }

    @Test
    void nearMissesKeepSecrets() {
        RuleBook book = book(on(Moment.ANY).when(Rules.is(Key.COMMAND, "XYZZY")).then(stall()));
        fire(book, at("AUTH PLAIN AGFsaWNlAHNlY3JldA=="));
        assertNearest(book, "nearest: auth: command is not XYZZY");
    }

    @Test
    void anyThatNeverFiredSaysSo() {
        assertNearest(book(on(Moment.ANY).then(stall())), "nothing came that an earlier rule left");
    }

    private static void assertNearest(RuleBook book, String nearest) {
        assertThat(book.nearMisses()).hasSize(1);
        assertThat(book.nearMisses().get(0)).endsWith(" never fired; " + nearest);
    }

    private static Rule named(String name, int line, Rules.Draft draft) {
        Rule rule = draft.then(stall());
        List<Action> then = rule.then();
        return new Rule(name, rule.phases(), rule.on(), rule.when(), rule.chance(), rule.count(), then, line);
    }

    /** A clock that stops whoever asks it, which a count does. */
    private static final class Stopping extends Watch {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        public Instant instant() {
            asked.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Instant.EPOCH;
        }
    }

    @Test
    @Timeout(20)
    void onlyCountingIsLocked() throws InterruptedException {
        Stopping clock = new Stopping();
        List<Rule> rules = List.of(
                on(Moment.MAIL).times(1).then(close()),
                on(Moment.RCPT).when(recipient("nobody@*")).times(1).then(close()),
                on(Moment.RCPT).when(recipient("ann@*")).then(stall()));
        RuleBook book = RuleBook.of(rules, new SplittableRandom(7), clock);
        fires(book, at(MAIL, BOB)); // the nearest miss is known then, which is kept under the lock too
        Thread counting = new Thread(() -> fires(book, at(MAIL)));
        counting.start();
        clock.asked.await();
        assertThat(fires(book, atConnect())).as("no rule at this moment").isFalse();
        assertThat(fires(book, at(MAIL, ANN))).as("conditions only").isTrue();
        assertThat(fires(book, at(MAIL, BOB)))
                .as("conditions that do not match")
                .isFalse();
        clock.goOn.countDown();
        counting.join();
    }
}
