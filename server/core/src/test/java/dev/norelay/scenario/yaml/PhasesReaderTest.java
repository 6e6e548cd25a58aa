package dev.norelay.scenario.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Listener.Service;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.Server;
import dev.norelay.session.Account;
import dev.norelay.session.Mechanism;
import dev.norelay.session.Policy;
import dev.norelay.session.Security;
import dev.norelay.session.Tokens;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How phases and remedies lie over a file. */
class PhasesReaderTest {
    private static final String HEAD = "norelay: 1\ntitle: A story\n";

    private static Scenario read(String text) {
        return ScenarioReader.read("login/story.yaml", HEAD + text);
    }

    private static Listener listener(Server server, String name) {
        return server.listeners().getOrDefault(name, new Listener("", 0, Security.NONE, Policy.OPEN, Service.SILENT));
    }

    @Test
    void mapsMergeAndListsAndScalarsReplace() {
        Scenario scenario = read("""
                client: { user: alice@example.test, password: old-horse }
                server:
                  policy: { auth: [PLAIN], max-size: 1MB }
                  accounts: { alice@example.test: { former-passwords: [older-horse, oldest-horse] } }
                fixed:
                  client: { password: correct-horse }
                  server: { policy: { auth: [LOGIN] } }
                """);

        assertThat(scenario.broken().client().password()).isEqualTo("old-horse");
        assertThat(scenario.fixed().client().user()).isEqualTo("alice@example.test");
        assertThat(scenario.fixed().client().password()).isEqualTo("correct-horse");
        assertThat(scenario.broken().server().profile().accounts())
                .containsEntry(
                        "alice@example.test",
                        new Account(
                                "correct-horse",
                                List.of("older-horse", "oldest-horse"),
                                new Tokens("fresh-token", List.of("old-token"), List.of("read-only-token")),
                                List.of("alice@example.test")));
        assertThat(scenario.fixed().server().profile().policy().mechanisms()).containsExactly(Mechanism.LOGIN);
        assertThat(scenario.fixed().server().profile().policy().maxSize()).isEqualTo(1_000_000);
    }

    @Test
    void anOverlaysChoiceRemovesTheAlternative() {
        Scenario scenario = read("""
                client: { host: old.example.test, port: 2525 }
                server: { listeners: { old: { speaks: imap } } }
                fixed:
                  client: { listener: submissions }
                  server: { listeners: { old: { fault: silent } } }
                """);

        assertThat(listener(scenario.broken().server(), "old").service()).isEqualTo(Service.IMAP);
        assertThat(listener(scenario.fixed().server(), "old").service()).isEqualTo(Service.SILENT);
        assertThat(scenario.fixed().client().host()).isNull();
        assertThat(scenario.fixed().client().port()).isNull();
    }

    @Test
    void remediesInTurnAddUp() {
        Scenario scenario = read("""
                client: { listener: old }
                fixed:
                  - client: { listener: submission }
                  - client: { user: alice@example.test, password: old-horse }
                  - client: { password: correct-horse }
                """);

        assertThat(scenario.steps()).containsExactly("fixed-1", "fixed-2", "fixed");
        assertThat(scenario.phases().keySet()).containsExactly("broken", "fixed-1", "fixed-2", "fixed");
        assertThat(scenario.phase("fixed-1").client().user()).isNull();
        assertThat(scenario.phase("fixed-2").client().password()).isEqualTo("old-horse");
        assertThat(scenario.fixed().client().listener()).isEqualTo("submission");
        assertThat(scenario.fixed().client().user()).isEqualTo("alice@example.test");
        assertThat(scenario.fixed().client().password()).isEqualTo("correct-horse");
    }

    @Test
    void phasesLieOverTheFileEachByItself() {
        Scenario scenario = read("""
                client: { user: alice@example.test, password: correct-horse }
                phases:
                  later: { server: { hostname: later.example.test } }
                  broken: { client: { password: old-horse } }
                fixed: {}
                rules: [ { on: quit, then: { become: later } } ]
                """);

        assertThat(scenario.phases().keySet()).containsExactly("broken", "fixed", "later");
        assertThat(scenario.broken().client().password()).isEqualTo("old-horse");
        assertThat(scenario.fixed().client().password()).isEqualTo("correct-horse");
        assertThat(scenario.phase("later").server().profile().hostname()).isEqualTo("later.example.test");
        assertThat(scenario.phase("later").name()).isEqualTo("later");
    }

    @Test
    void withoutARemedyThingsStayAsTheyAre() {
        Scenario scenario = read("phases: { broken: { client: { password: old-horse } } }");

        assertThat(scenario.fixed().client()).isEqualTo(scenario.broken().client());
        assertThat(scenario.fixed().name()).isEqualTo("fixed");
    }

    @Test
    void aPhaseNamedFixedIsTheRemedy() {
        Scenario scenario = read("""
                phases: { fixed: { client: { clock: 0s } }, other: {} }
                rules: [ { on: quit, then: { become: other } } ]
                """);

        assertThat(scenario.steps()).containsExactly("fixed");
        assertThat(scenario.phases().keySet()).containsExactly("broken", "fixed", "other");
    }

    @Test
    void whatIsCommentedOutChangesNothing() {
        Scenario scenario = read("client:\n  # user: alice\nserver:\n  listeners:\nfixed:\n");

        assertThat(scenario.broken()).isEqualTo(read("").broken());
    }

    @Test
    void aLoginCanBeBlankedAgain() {
        Scenario scenario = read("client: { user: alice, password: x }\nfixed: { client: { user: ~, password: } }");

        assertThat(scenario.fixed().client().user()).isNull();
        assertThat(scenario.fixed().client().password()).isNull();
    }

    @Test
    void aMistakeThatAllPhasesShareIsReportedOnce() {
        assertThat(ScenarioReader.problems(
                        "story.yaml", HEAD + "client: { clock: 5 }\nfixed: [ { mail: {} }, { mail: {} } ]"))
                .hasSize(1);
    }

    @Test
    void aMistakeThatAllPhasesHideIsReportedAllTheSame() {
        assertThat(ScenarioReader.problems(
                        "story.yaml",
                        HEAD + "client: { clock: 5 }\nphases: { broken: { client: { clock: 0s } } }\n"
                                + "fixed: { client: { clock: 0s } }"))
                .hasSize(1);
    }
}
