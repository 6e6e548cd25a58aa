package dev.norelay.scenario;

import static dev.norelay.scenario.Occasions.at;
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
import java.util.Objects;
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
