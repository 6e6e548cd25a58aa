package dev.norelay.scenario.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Certificate;
import dev.norelay.scenario.Client;
import dev.norelay.scenario.Expectation;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Listener.Service;
import dev.norelay.scenario.Mail;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.ScenarioException;
import dev.norelay.scenario.Server;
import dev.norelay.scenario.TlsSettings;
import dev.norelay.session.Account;
import dev.norelay.session.Mechanism;
import dev.norelay.session.Policy;
import dev.norelay.session.Security;
import dev.norelay.session.ServerProfile.Recipients;
import dev.norelay.session.Wording;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file says, all of it, and files that are no scenarios. */
class ScenarioReaderTest {
    private static final String HEAD = "norelay: 1\ntitle: A story\n";

    private static Scenario read(String text) {
        return ScenarioReader.read("login/story.yaml", HEAD + text);
    }

    private static Listener listener(Server server, String name) {
        return server.listeners().getOrDefault(name, new Listener("", 0, Security.NONE, Policy.OPEN, Service.SILENT));
    }

    @Test
    void twoLinesAreAScenarioWithASaneServer() {
        Scenario scenario = read("");

        assertThat(scenario.name()).isEqualTo("story");
        assertThat(scenario.title()).isEqualTo("A story");
        assertThat(scenario.diagnosis()).isEmpty();
        assertThat(scenario.cause()).isEqualTo("A story");
        assertThat(scenario.remedy()).isEqualTo(Cause.NONE.remedy());
        assertThat(scenario.steps()).containsExactly("fixed");
        assertThat(scenario.expectation()).isEqualTo(Expectation.DEFAULT);
        assertThat(scenario.broken().mail()).isEqualTo(Mail.DEFAULT);
        assertThat(scenario.broken().client())
                .isEqualTo(
                        new Client("submission", null, null, Security.STARTTLS, null, null, Duration.ZERO, List.of()));
        assertThat(scenario.fixed().server()).isEqualTo(scenario.broken().server());
    }

    @Test
    void aBlankAtTheEndOfAQuotedTextIsItsAuthors() {
        Scenario scenario = read("""
                client: { user: 'ann ', password: "correct-horse " }
                cause: >
                  A block has a line end, which is the layout's.
                """);

        assertThat(scenario.broken().client().user()).isEqualTo("ann ");
        assertThat(scenario.broken().client().password()).isEqualTo("correct-horse ");
        assertThat(scenario.cause()).endsWith("layout's.");
    }

    @Test
    void aFileSaysAllThatTheRecordsHold() {
        Scenario scenario = read("""
                name: all
                diagnosis: [tls-version, host-outdated]
                seen: { Apple Mail: "Cannot Send Mail", Outlook: 0x800CCC0E }
                tags: [tls, "42"]
                sources: [https://example.test/]
                mail: { from: ann@example.test, to: [b@partner.test, c@partner.test], size: 3MiB, count: 7 }
                client: { host: old.example.test, port: 2587, security: none, user: 12345, password: true, clock: -400d,
                          tls: [TLSv1] }
                server:
                  hostname: mx.example.test
                  local-domains: [Example.TEST, example.org]
                  recipients: accounts
                  accounts: { bob: { password: 12345 } }
                  policy: { relay: nobody, require-auth: always, require-tls: always, auth: [login],
                            sender-must-be-own: true, max-size: 1KB, max-recipients: 3, bare-newline: accept }
                  listeners: { extra: { port: 0, security: tls, speaks: http, policy: open } }
                  replies: { relay-denied: { at: data, text: ["554-5.7.1 no", "554 5.7.1 <{recipient}>: never"] } }
                  extensions: { hide: [pipelining], offer: [AUTH PLAIN] }
                  tls: { certificate: wrong-host, versions: [TLSv1.3], names: [other.example.test] }
                expect: { fails-at: tls, retry: never, keeps-mail: false, delivers: at-most-once }
                rules: []
                """);

        assertThat(scenario.name()).isEqualTo("all");
        assertThat(scenario.diagnosis()).containsExactly(Cause.TLS_VERSION, Cause.HOST_OUTDATED);
        assertThat(scenario.cause()).isEqualTo(Cause.TLS_VERSION.sentence());
        assertThat(scenario.remedy()).isEqualTo(Cause.TLS_VERSION.remedy());
        assertThat(scenario.seen())
                .containsExactly(entry("Apple Mail", "Cannot Send Mail"), entry("Outlook", "0x800CCC0E"));
        assertThat(scenario.tags()).containsExactly("tls", "42");
        assertThat(scenario.sources()).containsExactly("https://example.test/");
        assertThat(scenario.broken().mail())
                .isEqualTo(new Mail("ann@example.test", List.of("b@partner.test", "c@partner.test"), 3 << 20, 7));
        assertThat(scenario.broken().client())
                .isEqualTo(new Client(
                        "submission",
                        "old.example.test",
                        2587,
                        Security.NONE,
                        "12345",
                        "true",
                        Duration.ofDays(-400),
                        List.of("TLSv1")));
        assertThat(scenario.expectation())
                .isEqualTo(
                        new Expectation(Moment.TLS, Expectation.Retry.NEVER, false, Expectation.Delivers.AT_MOST_ONCE));
        Server server = scenario.broken().server();
        assertThat(server.profile().hostname()).isEqualTo("mx.example.test");
        assertThat(server.profile().localDomains()).containsExactlyInAnyOrder("example.test", "example.org");
        assertThat(server.profile().recipients()).isEqualTo(Recipients.ACCOUNTS);
        assertThat(server.profile().accounts())
                .containsOnlyKeys("alice@example.test", "bob")
                .containsEntry("bob", new Account("12345", List.of(), List.of()));
        assertThat(server.profile().policy())
                .isEqualTo(new Policy(
                        Policy.Relay.NOBODY,
                        Policy.RequireAuth.ALWAYS,
                        Policy.RequireTls.ALWAYS,
                        List.of(Mechanism.LOGIN),
                        true,
                        1_000,
                        3,
                        Policy.BareNewline.ACCEPT));
        assertThat(listener(server, "extra"))
                .isEqualTo(new Listener("extra", 0, Security.TLS, Policy.OPEN, Service.HTTP));
        assertThat(server.profile().wording(Refusal.RELAY_DENIED))
                .isEqualTo(new Wording(
                        Moment.DATA, Reply.parse(List.of("554 5.7.1 no", "554 5.7.1 <{recipient}>: never"))));
        assertThat(server.profile().hiddenKeywords()).containsExactly("PIPELINING");
        assertThat(server.profile().offeredKeywords()).containsExactly("AUTH PLAIN");
        assertThat(server.tls())
                .isEqualTo(new TlsSettings(Certificate.WRONG_HOST, List.of("TLSv1.3"), List.of("other.example.test")));
    }

    @Test
    void aFileThatIsNotThereSaysWhatToDo(@TempDir Path folder) {
        Path missing = folder.resolve("missing.yaml");

        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> ScenarioReader.read(missing))
                .withMessage("there is no file " + missing
                        + "; `norelay list`, and in Java Catalogue.names(), tell the scenarios by name");
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> ScenarioReader.read(folder))
                .withMessage(folder + " is a directory; name one of the scenario files in it");
    }

    @Test
    void aFileThatIsTooLargeIsNotRead(@TempDir Path folder) throws IOException {
        Path large = Files.writeString(folder.resolve("large.yaml"), HEAD + "#".repeat(1 << 20));

        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> ScenarioReader.read(large))
                .withMessageContaining("larger than 1 MiB");
    }

    @Test
    void nothingButScenarioExceptionsComeOut() {
        String good = Catalogue.text("relay-denied") + "server:\n  replies: { relay-denied: \"550 {user}\" }\n";
        String noise = "{}[]:,-#&*!|>'\"%@` \t\n\\xUu0~\u0000é🙂\uFEFF";
        Random random = new Random(4711);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder(good);
            for (int j = random.nextInt(4); j >= 0; j--) {
                int at = random.nextInt(text.length());
                text.replace(at, at + random.nextInt(2), noise.charAt(random.nextInt(noise.length())) + "");
            }
            assertThat(ScenarioReader.problems("noise.yaml", text.toString())).isNotNull();
        }
    }

    @Test
    void aBombOfMistakesIsToldInPart() {
        String bomb = HEAD + "client: { clock: 5 }\n".repeat(40_000);

        assertThat(ScenarioReader.problems("bomb.yaml", bomb)).hasSize(100);
    }

    @Test
    void deepAndWideNestingEndsSoon() {
        for (String part :
                List.of("[", "{", "{a: ", "- ", "[{", "? ", "\"", "*a ", "a: [", "&a ", "!!", "-", "a:", "a: b: ")) {
            String deep = part.repeat((1 << 20) / part.length());
            assertThat(ScenarioReader.problems("deep.yaml", deep)).isNotEmpty();
            assertThat(ScenarioReader.problems("deep.yaml", deep.substring(16) + "\n  a: b"))
                    .isNotEmpty();
        }
    }
}
