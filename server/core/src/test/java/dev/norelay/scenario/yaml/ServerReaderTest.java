package dev.norelay.scenario.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Listener.Service;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.Server;
import dev.norelay.scenario.TlsSettings;
import dev.norelay.session.Account;
import dev.norelay.session.Policy;
import dev.norelay.session.Security;
import dev.norelay.session.ServerProfile.Recipients;
import dev.norelay.session.Tokens;
import dev.norelay.session.Wording;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code server} of a file: its defaults, what lies over them, and dialects. */
class ServerReaderTest {
    private static final String HEAD = "norelay: 1\ntitle: A story\n";

    private static Scenario read(String text) {
        return ScenarioReader.read("login/story.yaml", HEAD + text);
    }

    private static Listener listener(Server server, String name) {
        return server.listeners().getOrDefault(name, new Listener("", 0, Security.NONE, Policy.OPEN, Service.SILENT));
    }

    @Test
    void theServerIsThatOfTheDesign() {
        Server server = read("").broken().server();

        assertThat(server.profile().hostname()).isEqualTo("mail.example.test");
        assertThat(server.profile().localDomains()).containsExactly("example.test");
        assertThat(server.profile().recipients()).isEqualTo(Recipients.ANY);
        assertThat(server.profile().policy()).isEqualTo(Policy.DEFAULT);
        assertThat(server.profile().accounts())
                .containsExactly(entry(
                        "alice@example.test",
                        new Account(
                                "correct-horse",
                                List.of("old-horse"),
                                new Tokens("fresh-token", List.of("old-token"), List.of("read-only-token")),
                                List.of("alice@example.test"))));
        assertThat(server.tls()).isEqualTo(TlsSettings.DEFAULT);
        assertThat(server.listeners().keySet()).containsExactly("submission", "submissions", "smtp", "old");
        assertThat(listener(server, "submission"))
                .isEqualTo(new Listener("submission", 587, Security.STARTTLS, Policy.DEFAULT, Service.SMTP));
        assertThat(listener(server, "submissions").security()).isEqualTo(Security.TLS);
        assertThat(listener(server, "smtp").policy().mechanisms()).isEmpty();
        assertThat(listener(server, "old").service()).isEqualTo(Service.REFUSE);
    }

    @Test
    void aListenersPolicyLiesOverTheServersInEveryPhase() {
        Scenario scenario = read("""
                server: { policy: { require-tls: always } }
                fixed: { server: { policy: { max-recipients: 5 } } }
                """);

        Policy smtp = listener(scenario.fixed().server(), "smtp").policy();
        assertThat(smtp.requireTls()).isEqualTo(Policy.RequireTls.ALWAYS);
        assertThat(smtp.maxRecipients()).isEqualTo(5);
        assertThat(smtp.mechanisms()).isEmpty();
    }

    @Test
    void openOpensAllListenersButThoseThatSayOtherwiseBesideIt() {
        Server server = read("server: { policy: open, listeners: { old: { fault: none, policy: { max-size: 1 } } } }")
                .broken()
                .server();

        assertThat(server.profile().policy()).isEqualTo(Policy.OPEN);
        assertThat(listener(server, "smtp").policy()).isEqualTo(Policy.OPEN);
        assertThat(listener(server, "old").policy().maxSize()).isEqualTo(1);
        assertThat(listener(server, "old").policy().relay()).isEqualTo(Policy.Relay.ANYONE);
    }

    @Test
    void theShortFormOfAReplyKeepsAnEarlierLayersMoment() {
        Scenario scenario = read("""
                server: { replies: { authentication-required: { at: rcpt }, mailbox-full: "452 full" } }
                fixed:
                  server: { replies: { authentication-required: "530 5.7.0 log in", mailbox-full: { at: data } } }
                """);

        assertThat(scenario.broken().server().profile().wording(Refusal.AUTHENTICATION_REQUIRED))
                .isEqualTo(new Wording(Moment.RCPT, Refusal.AUTHENTICATION_REQUIRED.words()));
        assertThat(scenario.fixed().server().profile().wording(Refusal.AUTHENTICATION_REQUIRED))
                .isEqualTo(new Wording(Moment.RCPT, Reply.of(530, "5.7.0 log in")));
        assertThat(scenario.fixed().server().profile().wording(Refusal.MAILBOX_FULL))
                .isEqualTo(new Wording(Moment.DATA, Reply.of(452, "full")));
    }

    @Test
    void aDialectLiesBelowTheFile(@TempDir Path folder) throws IOException {
        Path root = Files.createDirectories(folder.resolve("META-INF/norelay/dialects"));
        Files.writeString(root.resolve("../index"), "dialects/gruff.yaml\n");
        Files.writeString(root.resolve("gruff.yaml"), """
                norelay: 1
                title: A gruff server
                server:
                  policy: { max-recipients: 9 }
                  replies:
                    relay-denied: { at: data, text: "554 no", source: a log }
                    sender-refused: { text: "550 no" }
                """);
        String story = HEAD + "server: { dialect: gruff, replies: { sender-refused: \"550 go away\" } }\n"
                + "fixed: { server: { dialect: plain } }";

        try (var loader =
                new java.net.URLClassLoader(new java.net.URL[] {folder.toUri().toURL()}, null)) {
            Scenario scenario = ScenarioReader.read(new Source("story.yaml", story), new CatalogueFiles(loader), null);

            Server gruff = scenario.broken().server();
            assertThat(gruff.profile().wording(Refusal.RELAY_DENIED))
                    .isEqualTo(new Wording(Moment.DATA, Reply.of(554, "no")));
            assertThat(gruff.profile().wording(Refusal.SENDER_REFUSED).reply()).isEqualTo(Reply.of(550, "go away"));
            assertThat(gruff.profile().policy().maxRecipients()).isEqualTo(9);
            assertThat(scenario.fixed().server().profile().wordings()).containsOnlyKeys(Refusal.SENDER_REFUSED);
        }
    }
}
