package dev.norelay.scenario;

import static dev.norelay.scenario.Occasions.at;
import static dev.norelay.scenario.Rules.become;
import static dev.norelay.scenario.Rules.ignore;
import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.stall;
import static dev.norelay.session.TestServer.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.norelay.session.Account;
import dev.norelay.session.Action;
import dev.norelay.session.Occasion;
import dev.norelay.session.Policy;
import dev.norelay.session.Security;
import dev.norelay.smtp.Moment;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunTest {
    private static final Occasion NOOP = at("NOOP");

    @Test
    void beginsBroken() {
        Run run = new Run(Stories.of("fixed"));
        assertThat(run.phase().name()).isEqualTo("broken");
        assertThat(run.profile("submission").hostname()).isEqualTo("broken.example.test");
    }

    @Test
    void fixGoesOneStepOnAndStaysAtTheEnd() {
        Run run = new Run(Stories.of("fixed-1", "fixed"));
        assertThat(List.of(run.fix().name(), run.fix().name(), run.fix().name()))
                .containsExactly("fixed-1", "fixed", "fixed");
        assertThat(run.phase().name()).isEqualTo("fixed");
        assertThat(run.profile("submission").hostname()).isEqualTo("fixed.example.test");
    }

    @Test
    void listenersHaveTheirOwnPolicyAndSecurity() {
        Run run = new Run(Stories.of("fixed"));
        assertThat(run.profile("submission").policy()).isEqualTo(Policy.DEFAULT);
        assertThat(run.profile("submission").security()).isEqualTo(Security.STARTTLS);
        assertThat(run.profile("smtp").policy()).isEqualTo(Policy.OPEN);
        assertThat(run.profile("smtp").security()).isEqualTo(Security.NONE);
    }

    @Test
    void unknownListenerIsToldWhichThereAre() {
        Run run = new Run(Stories.of("fixed"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.profile("submissions"))
                .withMessage("no listener is called submissions; there are [submission, smtp]");
    }

    @Test
    void resetGoesBackToTheBeginning() {
        Run run = new Run(Stories.of("fixed"));
        run.fix();
        assertThat(run.reset().name()).isEqualTo("broken");
        assertThat(run.profile("submission").hostname()).isEqualTo("broken.example.test");
        assertThat(run.fix().name()).isEqualTo("fixed");
    }

    @Test
    void useBeginsAnotherScenario() {
        Run run = new Run(Stories.of("fixed"));
        run.fix();
        run.changePassword(ALICE, "second");
        run.add(on(Moment.NOOP).then(ignore()));
        Scenario other = Stories.of("fixed-1", "fixed");
        assertThat(run.use(other).name()).isEqualTo("broken");
        assertThat(run.scenario()).isSameAs(other);
        assertThat(run.rules()).isEmpty();
        assertThat(alice(run).password()).isEqualTo("first");
        assertThat(run.fix().name()).isEqualTo("fixed-1");
    }

    @Test
    void changedPasswordHoldsOnAllListenersAndTheOldOneBecomesFormer() {
        Run run = new Run(Stories.of("fixed"));
        run.changePassword(ALICE, "second");
        run.changePassword(ALICE, "third");
        for (String listener : List.of("submission", "smtp")) {
            Account account = account(run, listener);
            assertThat(account.password()).isEqualTo("third");
            assertThat(account.formerPasswords()).containsExactly("zeroth", "first", "second");
            assertThat(account.addresses()).containsExactly(ALICE);
        }
    }

    @Test
    void changedPasswordOutlivesTheRemedyAndNotTheReset() {
        Run run = new Run(Stories.of("fixed"));
        run.changePassword(ALICE, "second");
        run.fix();
        assertThat(alice(run).password()).isEqualTo("second");
        run.reset();
        assertThat(alice(run).password()).isEqualTo("first");
        assertThat(alice(run).formerPasswords()).containsExactly("zeroth");
    }

    @Test
    void passwordOfNobodyIsNotChanged() {
        Run run = new Run(Stories.of("fixed"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.changePassword("mallory", "x"))
                .withMessage("no account is called mallory; there are [alice@example.test]");
    }

    @Test
    void addedRulesComeBehindTheOwnOnesAndGoWithTheReset() {
        Rule own = on(Moment.NOOP).times(1).then(ignore());
        Rule added = on(Moment.NOOP).then(stall());
        Run run = new Run(Stories.of("fixed"), List.of(own), 1, Clock.systemUTC());
        run.add(added);
        assertThat(run.rules()).containsExactly(own, added);
        assertThat(run.decide(NOOP)).isEqualTo(own.then());
        assertThat(run.decide(NOOP)).isEqualTo(added.then());
        run.reset();
        assertThat(run.rules()).containsExactly(own);
        assertThat(run.decide(NOOP)).as("counted anew").isEqualTo(own.then());
        assertThat(run.decide(NOOP)).as("kept").isEmpty();
    }

    @Test
    void remedyAndAddedRulesLeaveCountersAlone() {
        Rule twice = on(Moment.NOOP).times(2).then(ignore());
        Run run = new Run(Stories.of("fixed"), List.of(twice), 1, Clock.systemUTC());
        assertThat(run.decide(NOOP)).isNotEmpty();
        run.fix();
        run.add(on(Moment.QUIT).then(ignore()));
        run.changePassword(ALICE, "second");
        assertThat(run.decide(NOOP)).isNotEmpty();
        assertThat(run.decide(NOOP)).isEmpty();
    }

    @Test
    void threeTimesIsThreeTimesHoweverManyAsk() throws InterruptedException, ExecutionException {
        Run run = new Run(Stories.of("fixed"));
        run.add(on(Moment.NOOP).times(3).then(ignore()));
        Callable<List<Action>> ask = () -> run.decide(at("NOOP"));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<List<Action>> decisions = new ArrayList<>();
            for (Future<List<Action>> asked : threads.invokeAll(
                    IntStream.range(0, 1_000).mapToObj(i -> ask).toList())) {
                decisions.add(asked.get());
            }
            assertThat(decisions).filteredOn(decision -> !decision.isEmpty()).hasSize(3);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void threeTimesPerRecipientIsThreeTimesForEachOfThemHoweverManyAsk()
            throws InterruptedException, ExecutionException {
        Run run = new Run(Stories.of("fixed"));
        run.add(on(Moment.RCPT).times(3).per(Count.Per.RECIPIENT).then(ignore()));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Map<Integer, Integer> fired = new TreeMap<>();
            List<Future<List<Action>>> asked = threads.invokeAll(IntStream.range(0, 1_000)
                    .<Callable<List<Action>>>mapToObj(i -> () ->
                            run.decide(at("MAIL FROM:<alice@example.test>", "RCPT TO:<r" + i % 10 + "@partner.test>")))
                    .toList());
            for (int i = 0; i < asked.size(); i++) {
                fired.merge(i % 10, asked.get(i).get().size(), Integer::sum);
            }
            assertThat(fired).hasSize(10);
            assertThat(fired.values()).containsOnly(3);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void rulesOfAPhaseHoldInIt() {
        Run run = new Run(Stories.of(List.of(on(Moment.NOOP).during("broken").then(ignore())), "fixed"));
        assertThat(run.decide(NOOP)).containsExactly(ignore());
        run.fix();
        assertThat(run.decide(NOOP)).isEmpty();
        run.become("broken");
        assertThat(run.decide(NOOP)).containsExactly(ignore());
    }

    @Test
    void remedyGoesOnFromThePhaseThatWasEntered() {
        Run run = new Run(Stories.of("fixed-1", "fixed-2", "fixed"));
        run.become("fixed-2");
        assertThat(run.phase().name()).isEqualTo("fixed-2");
        assertThat(run.profile("submission").hostname()).isEqualTo("fixed-2.example.test");
        assertThat(run.fix().name()).isEqualTo("fixed");
        run.become("broken");
        assertThat(run.fix().name()).isEqualTo("fixed-1");
    }

    @Test
    void phaseBesideTheRemediesLeavesTheNextOneWhereItWas() {
        Run run = new Run(Stories.with("locked", Stories.of("fixed-1", "fixed")));
        run.become("locked");
        assertThat(run.fix().name()).isEqualTo("fixed-1");
        run.become("locked");
        assertThat(run.fix().name()).isEqualTo("fixed");
        run.become("locked");
        assertThat(run.fix().name()).as("all remedies are done").isEqualTo("locked");
    }

    @Test
    void rulesSpeakOfPhasesThatAreThere() {
        Run run = new Run(Stories.of("fixed"));
        Rule during = on(Moment.NOOP).during("mended").then(ignore());
        Rule becoming = on(Moment.NOOP).then(become("mended"));
        for (Rule rule : List.of(during, becoming)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run.add(rule))
                    .withMessage("scenario story has no phase mended; it has [broken, fixed]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Run(Stories.of("fixed"), List.of(rule), 1, Clock.systemUTC()));
        }
        assertThat(run.rules()).isEmpty();
    }

    @Test
    void attemptsAtAMessageAreCountedUntilTheReset() {
        Run run = new Run(Stories.of("fixed"));
        assertThat(List.of(run.newAttempt("a"), run.newAttempt("b"), run.newAttempt("a")))
                .containsExactly(1, 1, 2);
        assertThat(List.of(run.newSession(), run.newSession())).containsExactly(1, 2);
        run.fix();
        assertThat(run.newAttempt("a")).isEqualTo(3);
        run.reset();
        assertThat(run.newAttempt("a")).isEqualTo(1);
        assertThat(run.newSession()).isEqualTo(1);
    }

    @Test
    void chancesBeginAnewWithTheReset() {
        Rule often = on(Moment.NOOP).chance(0.5).then(ignore());
        Run run = new Run(Stories.of(List.of(often), "fixed"), List.of(), 4711, Clock.systemUTC());
        List<Integer> first = draws(run);
        assertThat(first).contains(0, 1);
        assertThat(draws(run)).isNotEqualTo(first);
        run.reset();
        assertThat(draws(run)).isEqualTo(first);
    }

    private static List<Integer> draws(Run run) {
        return IntStream.range(0, 40).mapToObj(i -> run.decide(NOOP).size()).toList();
    }

    @Test
    void rulesAddedAtOnceFromManyThreadsAreAllThere() throws InterruptedException, ExecutionException {
        Run run = new Run(Stories.of("fixed"));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Void> add = () -> {
                run.add(on(Moment.NOOP).times(1).then(ignore()));
                return null;
            };
            for (Future<Void> added :
                    threads.invokeAll(IntStream.range(0, 100).mapToObj(i -> add).toList())) {
                added.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(run.rules()).hasSize(100);
    }

    @Test
    void scenarioHasAPhaseForEachStep() {
        Scenario story = Stories.of("fixed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> story.phase("mended"))
                .withMessage("scenario story has no phase mended; it has [broken, fixed]");
    }

    private static Account alice(Run run) {
        return account(run, "submission");
    }

    private static Account account(Run run, String listener) {
        return Objects.requireNonNull(run.profile(listener).accounts().get(ALICE));
    }
}
