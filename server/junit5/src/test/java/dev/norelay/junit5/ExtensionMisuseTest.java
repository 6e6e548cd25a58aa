package dev.norelay.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.scenario.ScenarioException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Slips of whoever writes a test with the extension: each is told in a sentence that says what to do. */
class ExtensionMisuseTest {
    static class FileCase {
        @RegisterExtension
        static final NorelayExtension smtp = NorelayExtension.scenario(Path.of("no-such-file.yaml"));

        @Test
        void neverRuns() {}
    }

    @Test
    void aFileThatCannotBeReadFailsTheClass() {
        assertThat(Jupiter.run(FileCase.class).failures())
                .singleElement()
                .isInstanceOf(ScenarioException.class)
                .asString()
                .contains("no-such-file.yaml");
    }

    static class MisspeltCase {
        @RegisterExtension
        static final NorelayExtension smtp = NorelayExtension.scenario("relay-deneid");

        @Test
        void neverRuns() {}
    }

    @Test
    void anUnknownNameFailsTheClassAndNamesTheNearest() {
        assertThat(Jupiter.run(MisspeltCase.class).failures())
                .singleElement()
                .isInstanceOf(ScenarioException.class)
                .asString()
                .contains("unknown scenario relay-deneid", "did you mean relay-denied");
    }

    static class UnregisteredCase {
        static final NorelayExtension smtp = NorelayExtension.open();

        @Test
        void asks() {
            assertThat(smtp.server()).isNotNull();
        }
    }

    @Test
    void aFieldThatIsNotRegisteredSaysHowToDoIt() {
        assertThat(Jupiter.run(UnregisteredCase.class).failures())
                .singleElement()
                .isInstanceOf(IllegalStateException.class)
                .asString()
                .contains("annotate the field with @RegisterExtension");
    }

    static class TwoCase {
        @RegisterExtension
        static final NorelayExtension one = NorelayExtension.scenario("relay-denied");

        @RegisterExtension
        final NorelayExtension other = NorelayExtension.scenario("stale-password");

        @Test
        void fields() {
            assertThat(one.server()).isNotSameAs(other.server());
        }

        @Test
        void parameter(Norelay server) {}
    }

    @Test
    void ofTwoExtensionsNoneGivesTheParameterAndTheTestIsToldWhatToDo() {
        assertThat(Jupiter.run(TwoCase.class).failures())
                .singleElement()
                .isInstanceOf(ParameterResolutionException.class)
                .asString()
                .contains("2 NorelayExtensions could give the parameter of type Norelay: take each server from its own"
                        + " field, as in smtp.server()");
    }

    static class ClosingCase {
        @RegisterExtension
        static final NorelayExtension smtp = NorelayExtension.scenario("relay-denied");

        @Test
        void closes(Norelay server) {
            server.close();
        }
    }

    @Test
    void theTestThatClosedTheClassesServerIsTheOneThatFails() {
        assertThat(Jupiter.run(ClosingCase.class).failures())
                .singleElement()
                .isInstanceOf(IllegalStateException.class)
                .asString()
                .contains("this test closed the server that its class shares", "@WithScenario");
    }

    static class ClosedTooEarlyCase {
        @Test
        @WithScenario("relay-denied")
        void asksTooLate(Norelay server) {
            server.close();
            server.settings();
        }
    }

    @Test
    void whoAsksAClosedServerIsToldSo() {
        Jupiter run = Jupiter.run(ClosedTooEarlyCase.class);
        assertThat(run.failures())
                .singleElement()
                .isInstanceOf(IllegalStateException.class)
                .asString()
                .contains("the server is closed: ask for its settings, and have the client send, before close()");
        assertThat(run.printed()).contains("was handed out, but the server has been closed");
    }

    static class EarlySettingsCase {
        @RegisterExtension
        static final NorelayExtension smtp = NorelayExtension.scenario("stale-password");

        EarlySettingsCase(ClientSettings settings) {}

        @Test
        void neverRuns() {}
    }

    @Test
    void settingsOfASharedServerAreNotHadBeforeItsBeginning() {
        assertThat(Jupiter.run(EarlySettingsCase.class).failures())
                .singleElement()
                .isInstanceOf(ParameterResolutionException.class)
                .asString()
                .contains("take ClientSettings in the test or in @BeforeEach");
    }
}
