package dev.norelay.scenario;

import static dev.norelay.scenario.Rules.above;
import static dev.norelay.scenario.Rules.below;
import static dev.norelay.scenario.Rules.between;
import static dev.norelay.scenario.Rules.contains;
import static dev.norelay.scenario.Rules.is;
import static dev.norelay.scenario.Rules.isNone;
import static dev.norelay.scenario.Rules.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherTest {
    private static final Fact ANN = Fact.of("ann@partner.test");

    @Test
    void oneOfTheTextsIsEnough() {
        Fact tls = Fact.of("TLSv1.3", "true");
        assertThat(Matcher.Text.of("true").matches(tls)).isTrue();
        assertThat(Matcher.Text.of("tlsv1.*").matches(tls)).isTrue();
        assertThat(Matcher.Text.of("TLSv1.2").matches(tls)).isFalse();
        assertThat(Matcher.Text.of("*").matches(Fact.NOTHING)).isFalse();
    }

    @Test
    void expressionIsFoundAnywhereAndMindsTheCaseOfLetters() {
        assertThat(Matcher.Regex.of("n@p").matches(ANN)).isTrue();
        assertThat(Matcher.Regex.of("^n@p").matches(ANN)).isFalse();
        assertThat(Matcher.Regex.of("ANN").matches(ANN)).isFalse();
        assertThat(Matcher.Regex.of("(?i)ANN").matches(ANN)).isTrue();
        assertThat(Matcher.Regex.of("").matches(Fact.NOTHING)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(.*)*x", "(a*)*b", "((a+)*)+$", "(?:a|a)*$"})
    void explodingExpressionEndsSoonAndFindsNothing(String bomb) {
        Fact fact = Fact.of("a".repeat(10_000) + "!");
        Matcher matcher = Matcher.Regex.of(bomb);
        boolean found = assertTimeoutPreemptively(Duration.ofSeconds(1), () -> matcher.matches(fact));
        assertThat(found).isFalse();
    }

    @Test
    void expressionThatIsNoneSaysWhy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Matcher.Regex.of("(a"))
                .withMessage("/(a/ is no regular expression: Unclosed group");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Matcher.Regex.of("(".repeat(100_000) + ")".repeat(100_000)))
                .withMessage("a regular expression has at most 1000 characters, not 200000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?:){2147483647}x", "(?:(?:){500}){500}x", "^{50000}x", "(a{2}){3,5000}"})
    void expressionThatRepeatsForEverIsRefused(String bomb) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Matcher.Regex.of(bomb))
                .withMessageContaining("repeats at most 1000 times");
    }

    @Test
    void saneRepeatsAreFine() {
        String uuid = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
        assertThat(Matcher.Regex.of(uuid).matches(Fact.of("id 123e4567-e89b-12d3-a456-426614174000")))
                .isTrue();
        assertThat(Matcher.Regex.of("(a{1,30}b){2,}").matches(Fact.of("abaab"))).isTrue();
    }

    @Test
    void boundsBelongToARange() {
        Matcher range = new Matcher.Range(2, 5, Key.Kind.NUMBER);
        assertThat(List.of(1L, 2L, 5L, 6L))
                .extracting(number -> range.matches(Fact.of(number)))
                .containsExactly(false, true, true, false);
        assertThat(range.matches(Fact.NOTHING)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new Matcher.Range(5, 2, Key.Kind.NUMBER));
    }

    @Test
    void noneNotAndListsCombine() {
        assertThat(new Matcher.None().matches(Fact.NOTHING)).isTrue();
        assertThat(new Matcher.None().matches(ANN)).isFalse();
        Matcher some = is(Key.USER, "bob*", "ann*").matcher();
        assertThat(some.matches(ANN)).isTrue();
        assertThat(new Matcher.Not(some).matches(ANN)).isFalse();
        assertThat(new Matcher.Not(some).matches(Fact.NOTHING)).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new Matcher.AnyOf(List.of()));
    }

    @Test
    void eachIsWrittenAsInAFile() {
        assertThat(is(Key.SENDER, "*@a.test")).hasToString("sender: *@a.test");
        assertThat(is(Key.SENDER, "a", "b")).hasToString("sender: [a, b]");
        assertThat(new Matcher.Range(0, Long.MAX_VALUE, Key.Kind.NUMBER)).hasToString(">=0");
        assertThat(not(isNone(Key.USER))).hasToString("user: { not: none }");
        assertThat(contains(Key.BODY, "a+")).hasToString("body: /a+/");
        assertThat(above(Key.SIZE, 10_000_000)).hasToString("size: >10MB");
        assertThat(above(Key.SIZE, 10_000_000 - 1)).hasToString("size: >=10MB");
        assertThat(below(Key.SIZE, 3 << 20)).hasToString("size: <3MiB");
        assertThat(below(Key.FOR, 300_000)).hasToString("for: <5m");
        assertThat(between(Key.SESSION, 2, 5)).hasToString("session: 2..5");
        assertThat(between(Key.ATTEMPT, 2, 2)).hasToString("attempt: 2");
    }

    @Test
    void numbersAndTextsAreNotMixed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> is(Key.SIZE, "10MB"))
                .withMessage("size is not compared with 10MB: it is a number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> not(above(Key.SENDER, 3)))
                .withMessage("sender is not compared with >3: it is no number");
        assertThatIllegalArgumentException().isThrownBy(() -> is(Key.SIZE, "1", "2"));
    }
}
