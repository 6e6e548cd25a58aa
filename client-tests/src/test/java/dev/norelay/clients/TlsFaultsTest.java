package dev.norelay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.Norelay;
import dev.norelay.fault.TlsFault;
import dev.norelay.scenario.Cause;
import dev.norelay.scenario.yaml.ScenarioReader;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A handshake that the server spoils, behind STARTTLS and on a TLS port alike: told for what it is, and overcome by the
 * remedy. What clients say to it is in the tables of {@link FaultsTest}.
 */
class TlsFaultsTest {
    static Stream<Arguments> faults() {
        return Stream.of(TlsFault.values())
                .filter(fault -> fault != TlsFault.STALL)
                .flatMap(fault -> Stream.of(new Curl(), new AngusMail(), new Smtplib())
                        .map(client -> Arguments.of(fault, client.name(), client)));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("faults")
    void clientFailsForTheCauseThatIsToldAndDeliversAfterTheRemedy(TlsFault fault, String name, MailClient client)
            throws Exception {
        Installed.assume(client);
        for (boolean implicit : new boolean[] {false, true}) {
            try (Norelay server = Norelay.start(ScenarioReader.read("story.yaml", story(fault, implicit)))) {
                Outcome failure = client.send(server.settings(), Duration.ofSeconds(5));
                assertThat(failure.sent()).isFalse();
                assertThat(server.diagnosis().cause()).isEqualTo(cause(fault));

                Outcome success = client.send(server.fix());
                assertThat(success.sent()).as(success.shown()).isTrue();
                assertThat(server.messages()).hasSize(1);
            }
        }
    }

    private static Cause cause(TlsFault fault) {
        return switch (fault) {
            case HANDSHAKE_FAILURE, PROTOCOL_VERSION, OLD_VERSION -> Cause.TLS_VERSION;
            case STALL, ABORT, GARBAGE, PLAINTEXT -> Cause.CONNECTION_LOST;
        };
    }

    private static String story(TlsFault fault, boolean implicit) {
        String word = fault.id().contains(":") ? "{ " + fault.id() + " }" : fault.id();
        String listener = implicit ? "submissions" : "submission";
        String security = implicit ? "tls" : "starttls";
        return """
                norelay: 1
                title: A handshake that comes to nothing
                client: { listener: %1$s, security: %2$s, user: alice@example.test, password: correct-horse }
                server:
                  accounts: { alice@example.test: { password: correct-horse } }
                  listeners: { %1$s: { tls: { fault: %3$s } } }
                fixed:
                  server: { listeners: { %1$s: { tls: { fault: none } } } }
                """.formatted(listener, security, word);
    }
}
