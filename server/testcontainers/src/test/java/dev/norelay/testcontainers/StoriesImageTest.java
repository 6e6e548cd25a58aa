package dev.norelay.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testcontainers.junit.jupiter.Testcontainers;

/** The founding stories with a real mail client of this JVM's, outside of the container. */
@Testcontainers
class StoriesImageTest {
    @ParameterizedTest
    @CsvSource({
        "relay-denied, 550, login-missing",
        "stale-password, 535, password-stale",
        "wrong-port, refused, port-closed",
        "filtered-port, timed out, port-filtered",
        "clock-skew, NotBefore, clock-wrong"
    })
    void storyIsPlayed(String scenario, String words, String cause) {
        try (NorelayContainer norelay = new NorelayContainer().withScenario(scenario)) {
            norelay.start();

            String shown = norelay.attempt(Angus::send).orElseThrow();
            assertThat(shown).containsIgnoringCase(words);
            assertThat(norelay.diagnosis().cause()).isEqualTo(cause);
            assertThat(norelay.messages()).isEmpty();

            norelay.fix();
            assertThat(norelay.attempt(Angus::send)).isEmpty();
            assertThat(norelay.messages()).extracting(Message::subject).containsExactly("Hello");
            norelay.verdict().assertGood();

            tell(scenario, words, shown, norelay);
        }
    }

    /** For the table in docs/container.md. */
    private static void tell(String scenario, String words, String shown, NorelayContainer norelay) {
        Matcher said = Pattern.compile(words, Pattern.CASE_INSENSITIVE).matcher(shown);
        assertThat(said.find()).isTrue();
        System.out.printf(
                "played %s: %s, %s, delivered %d%n",
                scenario,
                said.group(),
                norelay.verdict().diagnosis().cause(),
                norelay.messages().size());
    }
}
