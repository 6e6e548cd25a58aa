package dev.norelay.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.Norelay;
import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Surfaced;
import dev.norelay.conduct.Verdict;
import dev.norelay.journal.Message;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Listener.Service;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.session.Action;
import dev.norelay.session.Security;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The application lives through every story of the catalogue, and has full marks in each: it names the cause in its own
 * words, but for the server that takes a mail and says that it does not, of which nobody can know.
 */
@Execution(ExecutionMode.CONCURRENT)
class CatalogueTest {
    /** Where a story keeps the client waiting for ever; a person's settings would say ten minutes. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private static final Duration LONG = Duration.ofSeconds(30);

    static Stream<Scenario> stories() {
        return Catalogue.names().stream().map(Catalogue::scenario);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void livesThrough(Scenario story, @TempDir Path folder) {
        Duration patience = isWaiting(story) ? SHORT : LONG;
        try (Norelay server = Norelay.start(story)) {
            Verdict verdict = server.play(new Person(server, new Desk(folder), patience));
            verdict.assertGood();
            Surfaced best = story.name().equals("taken-and-refused") ? Surfaced.REPLY : Surfaced.CAUSE;
            assertThat(verdict.surfaced()).as("%s", verdict).isIn(best, Surfaced.NOTHING);
            assertThat(findings(verdict, patience)).as("%s", verdict).isEmpty();
            assertThat(server.messages()).allSatisfy(CatalogueTest::isWellFormed);
        }
    }

    /** None at all, but for what the short patience of this test brings. */
    private static List<String> findings(Verdict verdict, Duration patience) {
        return verdict.findings().stream()
                .filter(finding -> patience.equals(LONG) || !finding.id().equals("timeout-too-short"))
                .map(Finding::toString)
                .toList();
    }

    private static void isWellFormed(Message message) {
        String text = new String(message.octets(), StandardCharsets.UTF_8);
        assertThat(text).contains("\r\nDate: ", "\r\nMessage-ID: <", "\r\n.\r\n", "na");
        assertThat(text).doesNotContain("Bcc:", "Grüße");
    }

    private static boolean isWaiting(Scenario story) {
        Phase broken = story.broken();
        Listener met = broken.server().listeners().get(broken.client().listener());
        boolean silent = met != null
                && (met.service() != Service.SMTP
                        || (met.security() == Security.TLS && broken.client().security() != Security.TLS));
        return silent
                || story.rules().stream()
                        .flatMap(rule -> rule.then().stream())
                        .anyMatch(action -> action instanceof Action.Enact enact
                                && Set.of("pause", "stall")
                                        .contains(enact.fault().id()));
    }
}
