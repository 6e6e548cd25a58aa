package dev.norelay.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.scenario.ScenarioException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WithScenarioTest {
    private static final Map<Norelay, Integer> SEEN = new ConcurrentHashMap<>();

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    private static void see(Norelay server, String scenario) {
        assertThat(server.scenario().name()).isEqualTo(scenario);
        SEEN.put(server, server.port("submission"));
    }

    private static void assertSeenAndClosed(int servers) {
        assertThat(SEEN).hasSize(servers);
        assertThat(SEEN.values())
                .allSatisfy(port -> assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                        .isInstanceOf(ConnectException.class));
    }

    static class OnMethodCase {
        @RepeatedTest(2)
        @WithScenario("relay-denied")
        void hasItsOwn(Norelay server, ClientSettings settings) {
            see(server, "relay-denied");
            assertThat(settings.port()).isEqualTo(server.port("submission"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"ann@partner.test", "bob@partner.test"})
        @WithScenario("open")
        void parametersMayCome(String recipient, Norelay server) throws Exception {
            see(server, "open");
            assertThat(Smtp.rcpt(server, recipient)).startsWith("250");
            assertThat(server.journal().sessions()).hasSize(1);
        }
    }

    @Test
    void eachTestAndEachInvocationHasItsOwnServer() {
        Jupiter.run(OnMethodCase.class).passed(4);
        assertSeenAndClosed(4);
    }

    @WithScenario("open")
    static class OnClassCase {
        private final Norelay ofConstructor;

        OnClassCase(Norelay server) {
            this.ofConstructor = server;
        }

        @BeforeEach
        @AfterEach
        void hasTheSame(Norelay server) {
            assertThat(server).isSameAs(ofConstructor);
        }

        @Test
        void takesThatOfTheClass(Norelay server) {
            see(server, "open");
        }

        @Test
        @WithScenario("stale-password")
        void theNearestCounts(Norelay server) {
            see(server, "stale-password");
        }

        @Nested
        class Inside {
            @Test
            void takesThatOfTheClassAround(Norelay server) {
                see(server, "open");
            }
        }

        @Nested
        @WithScenario("relay-denied")
        class Nearer {
            @Test
            void takesItsOwn(Norelay server) {
                see(server, "relay-denied");
            }
        }
    }

    static class SubclassCase extends OnClassCase {
        SubclassCase(Norelay server) {
            super(server);
        }
    }

    @Test
    void onAClassItHoldsForAllTestsAndTheNearestCounts() {
        Jupiter.run(OnClassCase.class).passed(4);
        assertSeenAndClosed(4);
    }

    @Test
    void subclassesInheritIt() {
        Jupiter.run(SubclassCase.class).passed(4);
        assertSeenAndClosed(4);
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClassCase {
        @RepeatedTest(2)
        @WithScenario("open")
        void hasItsOwn(Norelay server) {
            see(server, "open");
        }
    }

    @Test
    void anInstanceThatLivesForTheClassMakesNoDifference() {
        Jupiter.run(PerClassCase.class).passed(2);
        assertSeenAndClosed(2);
    }

    @Retention(RetentionPolicy.RUNTIME)
    @WithScenario("stale-password")
    @interface WithStalePassword {}

    static class OwnAnnotationCase {
        @Test
        @WithStalePassword
        void findsIt(Norelay server) {
            see(server, "stale-password");
        }
    }

    @Test
    void itMayStandOnAnAnnotationOfOnesOwn() {
        Jupiter.run(OwnAnnotationCase.class).passed(1);
        assertSeenAndClosed(1);
    }

    static class BothFormsCase {
        @RegisterExtension
        static final NorelayExtension smtp = NorelayExtension.open();

        @Test
        void takesTheShared(Norelay server) {
            see(server, "open");
            assertThat(server).isSameAs(smtp.server());
        }

        @Test
        @WithScenario("relay-denied")
        void takesItsOwn(Norelay server) {
            see(server, "relay-denied");
        }
    }

    @Test
    void besideASharedServerTheAnnotationCounts() {
        Jupiter.run(BothFormsCase.class).passed(2);
        assertSeenAndClosed(2);
    }

    static class ParallelCase {
        private static final CountDownLatch MEETING = new CountDownLatch(3);
        private static final Set<String> MET = ConcurrentHashMap.newKeySet();

        @ParameterizedTest
        @ValueSource(strings = {"ann@partner.test", "bob@partner.test", "cid@partner.test"})
        @WithScenario("open")
        void runsBesideTheOthers(String recipient, Norelay server) throws Exception {
            see(server, "open");
            MET.add(recipient);
            MEETING.countDown();
            assertThat(MEETING.await(20, TimeUnit.SECONDS)).isTrue();
            Smtp.rcpt(server, recipient);
            assertThat(server.journal().sessions()).hasSize(1);
            assertThat(server.journal().transcript()).contains(recipient);
        }
    }

    @Test
    void testsRunBesideEachOther() {
        Jupiter.runInParallel(ParallelCase.class).passed(3);
        assertThat(ParallelCase.MET).hasSize(3);
        assertSeenAndClosed(3);
    }

    static class FailingConstructorCase {
        FailingConstructorCase(Norelay server) {
            see(server, "open");
            throw new IllegalStateException("on purpose");
        }

        @Test
        @WithScenario("open")
        void neverRuns() {}
    }

    @Test
    void aServerIsClosedEvenIfNoInstanceIsMade() {
        assertThat(Jupiter.run(FailingConstructorCase.class).failures()).hasSize(1);
        assertSeenAndClosed(1);
    }

    static class MisspeltCase {
        @Test
        @WithScenario("relay-deneid")
        void neverRuns(Norelay server) {}
    }

    @Test
    void anUnknownNameNamesTheNearest() {
        assertThat(Jupiter.run(MisspeltCase.class).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(ParameterResolutionException.class)
                        .hasRootCauseInstanceOf(ScenarioException.class)
                        .hasMessageContaining("unknown scenario relay-deneid; did you mean relay-denied?"));
    }

    @WithScenario("open")
    static class BeforeAllCase {
        @BeforeAll
        static void asksTooEarly(Norelay server) {}

        @Test
        void neverRuns() {}
    }

    @Test
    void askingBeforeThereIsATestSaysWhatToDo() {
        assertThat(Jupiter.run(BeforeAllCase.class).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(ParameterResolutionException.class)
                        .hasMessageContaining("ask for it in @BeforeEach or in the test")
                        .hasMessageContaining("@RegisterExtension static final NorelayExtension"));
    }

    static class OtherMethodCase {
        @Test
        @WithScenario("open")
        void has(Norelay server) {}

        @Test
        void hasNot(Norelay server) {}
    }

    @Test
    void aParameterWithoutAScenarioFails() {
        assertThat(Jupiter.run(OtherMethodCase.class).failures())
                .singleElement()
                .isInstanceOf(ParameterResolutionException.class);
    }

    static class NeitherCase {
        @Test
        @WithScenario
        void neverRuns(Norelay server) {}

        @Test
        @WithScenario(value = "open", file = "mine.yaml")
        void neverRunsEither(Norelay server) {}
    }

    @Test
    void neitherNameNorFileOrBothIsAMistake() {
        assertThat(Jupiter.run(NeitherCase.class).failures())
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure)
                        .hasRootCauseInstanceOf(ExtensionConfigurationException.class)
                        .hasMessageContaining("either a name"));
    }

    static class FileCase {
        @Test
        @WithScenario(file = "no-such-file.yaml")
        void neverRuns(Norelay server) {}
    }

    @Test
    void aFileThatIsMissingIsNamedWithItsWholePath() {
        assertThat(Jupiter.run(FileCase.class).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .hasMessageContaining(
                                Path.of("no-such-file.yaml").toAbsolutePath().toString()));
    }
}
