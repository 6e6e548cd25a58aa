package dev.norelay.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.Norelay;
import dev.norelay.conduct.Finding;
import dev.norelay.conduct.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The twin does ten things wrong, and norelay finds those ten; in the same stories it finds nothing in the application. */
class CarelessTest {
    private static final List<String> TEN = List.of(
            "bcc-in-header",
            "duplicate-delivery",
            "falls-back-to-clear",
            "goes-on-with-unverified-certificate",
            "no-quit",
            "permanent-refusal-retried",
            "same-recipient-resent-after-5yz",
            "same-wrong-password-retried",
            "transient-refusal-retried-at-once",
            "whole-mail-resent");

    static Stream<String> stories() {
        return Stream.of(
                "stale-password",
                "one-of-three-refused",
                "reply-lost",
                "disk-full",
                "sender-not-owned",
                "recipient-unknown",
                "message-rejected",
                "certificate-self-signed",
                "certificate-expired",
                "server-of-somebody-else",
                "starttls-stripped");
    }

    @Test
    void tenThingsAreFound() {
        TreeSet<String> found = new TreeSet<>();
        stories().forEach(story -> {
            try (Norelay server = Norelay.start(story)) {
                Verdict verdict = server.play(new Careless());
                List<String> ids = verdict.findings().stream()
                        .map(Finding::id)
                        .distinct()
                        .sorted()
                        .toList();
                found.addAll(ids);
            }
        });
        assertThat(found).containsExactlyElementsOf(TEN);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void nothingIsFoundInTheApplication(String story, @TempDir Path folder) {
        try (Norelay server = Norelay.start(story)) {
            Verdict verdict = server.play(new Person(server, new Desk(folder), Duration.ofSeconds(30)));
            assertThat(verdict.assertGood().findings()).isEmpty();
        }
    }
}
