package dev.norelay.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.journal.Event;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.ScenarioReader;
import dev.norelay.session.ScramClient;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** The thousands of hashes of a login by SCRAM are no work for an event loop, which others wait for as well. */
class ScramOffTheLoopTest {
    private static final Scenario SCRAM = ScenarioReader.read("scram.yaml", """
            norelay: 1
            title: a login by SCRAM
            server:
              accounts: { alice@example.test: { password: correct-horse } }
              listeners:
                smtp: { port: 25, security: none, policy: { require-tls: never, auth: [SCRAM-SHA-256] } }
            """);

    private final Deque<Runnable> workers = new ArrayDeque<>();

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String challenge(String heard) {
        assertThat(heard).startsWith("334 ");
        return new String(Base64.getDecoder().decode(heard.substring(4).strip()), UTF_8);
    }

    /** The client has said all, and the worker has not begun: the proof, and the line behind it. */
    private FrozenConnection proving(ScramClient alice) {
        FrozenConnection client = new FrozenConnection(SCRAM, workers::add);
        client.send("EHLO client.test\r\n").heard();
        String first = challenge(client.send("AUTH SCRAM-SHA-256 " + base64(alice.first()) + "\r\n")
                .heard());
        client.send(base64(alice.last(first)) + "\r\n\r\nNOOP\r\n");
        assertThat(client.heard()).isEmpty();
        return client;
    }

    @Test
    void theProofIsLookedAtByAWorkerAndWhatFollowsWaits() {
        try (FrozenConnection client =
                proving(new ScramClient("SHA-256", "n,,", "alice@example.test", "correct-horse"))) {
            workers.remove().run();
            assertThat(challenge(client.heard())).startsWith("v=");

            workers.remove().run();
            assertThat(client.heard()).startsWith("235 ").contains("\r\n250 ");
            assertThat(workers).isEmpty();
        }
    }

    @Test
    void whoHasLeftMeanwhileIsNotAnswered() {
        FrozenConnection client = proving(new ScramClient("SHA-256", "n,,", "alice@example.test", "wrong"));
        client.close();
        workers.remove().run();

        assertThat(client.heard()).isEmpty();
        assertThat(client.session().events(Event.LoginTried.class)).isEmpty();
    }
}
