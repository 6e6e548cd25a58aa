package dev.norelay.scenario.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final List<String> KEYS = List.of("listener", "host", "port", "require-auth");

    @Test
    void aSlipOfTheHandIsNear() {
        assertThat(Words.nearest("lisetner", KEYS)).containsExactly("listener");
        assertThat(Words.nearest("listeners", KEYS)).containsExactly("listener");
        assertThat(Words.nearest("Require_Auth", KEYS)).containsExactly("require-auth");
        assertThat(Words.nearest("prot", KEYS)).containsExactly("port");
    }

    @Test
    void anotherWordIsNot() {
        assertThat(Words.nearest("weather", KEYS)).isEmpty();
        assertThat(Words.didYouMean("weather", KEYS)).isNull();
    }

    @Test
    void theNearestComesFirst() {
        assertThat(Words.nearest("relay-denid", List.of("relay-defied", "relay-denied")))
                .first()
                .isEqualTo("relay-denied");
    }

    @Test
    void whatWasFoundIsCutAndHarmless() {
        assertThat(Words.quoted("a\u001b[31m\nb")).isEqualTo("\"a [31m b\"");
        assertThat(Words.quoted("x".repeat(100))).hasSize(63).endsWith("…\"");
    }

    @Test
    void choicesReadAsAPersonSaysThem() {
        assertThat(Words.oneOf(List.of("never"))).isEqualTo("never");
        assertThat(Words.oneOf(List.of("never", "to-relay", "always"))).isEqualTo("never, to-relay or always");
    }
}
