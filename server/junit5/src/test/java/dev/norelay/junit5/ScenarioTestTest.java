package dev.norelay.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.testkit.engine.EventConditions.displayName;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.skippedWithReason;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.journal.Journal;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class ScenarioTestTest {
    private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();

    static class PairsCase {
        @ScenarioTest(
                scenarios = {"relay-denied", "stale-password"},
                dialects = {"postfix", "gmail"})
        void plays(Norelay server, ClientSettings settings, Journal journal) throws IOException {
            PORTS.add(server.port("submission"));
            assertThat(settings.port()).isEqualTo(server.port("submission"));
            Smtp.rcpt(server, "bob@partner.test");
            assertThat(journal.sessions()).hasSize(1);
        }
    }

    @Test
    void eachPairHasAServerOfItsOwn() {
        Jupiter run = Jupiter.runInParallel(PairsCase.class);
        run.passed(4);
        assertThat(PORTS).hasSize(4);
        run.results()
                .testEvents()
                .assertThatEvents()
                .haveExactly(1, event(displayName("relay-denied, postfix"), finishedSuccessfully()))
                .haveExactly(1, event(displayName("stale-password, gmail"), finishedSuccessfully()));
    }

    static class ChosenCase {
        @ScenarioTest(families = "clock")
        void plays(Norelay server) {
            assertThat(server.scenario().name()).isNotEmpty();
        }
    }

    @Test
    void familiesAreChosen() {
        assertThat(Jupiter.run(ChosenCase.class)
                        .results()
                        .testEvents()
                        .succeeded()
                        .count())
                .isGreaterThan(1);
    }

    @WithScenario("open")
    static class InsideCase {
        @ScenarioTest(scenarios = "relay-denied")
        void plays(Norelay server) {
            assertThat(server.scenario().name()).isEqualTo("relay-denied");
        }

        @Test
        void playsAsTheClass(Norelay server) {
            assertThat(server.scenario().name()).isEqualTo("open");
        }
    }

    @Test
    void isNearerThanTheClass() {
        Jupiter.run(InsideCase.class).passed(2);
    }

    static class UnmetCase {
        @ScenarioTest(scenarios = "stale-password", dialects = "qmail")
        void plays(Norelay server) {
            assertThat(server).isNotNull();
        }
    }

    @Test
    void pairThatCannotBePlayedIsDisabledWithTheReason() {
        Jupiter.run(UnmetCase.class)
                .results()
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                displayName("stale-password, qmail"),
                                skippedWithReason(reason -> reason.contains("offers no"))));
    }

    static class UnknownTagCase {
        @ScenarioTest(tags = "nosuch")
        void plays(Norelay server) {
            assertThat(server).isNotNull();
        }
    }

    static class UnknownNameCase {
        @ScenarioTest(scenarios = "relay-deny")
        void plays(Norelay server) {
            assertThat(server).isNotNull();
        }
    }

    static class NothingCase {
        @ScenarioTest
        void plays(Norelay server) {
            assertThat(server).isNotNull();
        }
    }

    @Test
    void slipsAreExplained() {
        assertThat(Jupiter.run(UnknownTagCase.class).failures())
                .singleElement()
                .asString()
                .contains("no scenario has the tag nosuch; there are ");
        assertThat(Jupiter.run(UnknownNameCase.class).failures())
                .singleElement()
                .asString()
                .contains("relay-deny", "relay-denied");
        assertThat(Jupiter.run(NothingCase.class).failures())
                .singleElement()
                .asString()
                .contains("@ScenarioTest says of no scenario");
    }
}
