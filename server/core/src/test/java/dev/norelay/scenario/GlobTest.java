package dev.norelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    private static final long SEED = 20_240_607;

    @ParameterizedTest
    @CsvSource({
        "ann@partner.test, ann@partner.test,   true",
        "ann@partner.test, ANN@Partner.TEST,   true",
        "Ann@Partner.test, ann@partner.test,   true",
        "ann@partner.test, joann@partner.test, false",
        "ann@partner.test, ann@partner.test.,  false",
        "*@partner.test,   ann@partner.test,   true",
        "*@partner.test,   @partner.test,      true",
        "*@partner.test,   ann@partnerxtest,   false",
        "ann@*,            ann@partner.test,   true",
        "*ann*,            joanna,             true",
        "*ann*,            jan,                false",
        "a*b*c,            abc,                true",
        "a*b*c,            a-c-b-c,            true",
        "a*b*c,            ac,                 false",
        "aba*aba,          aba,                false",
        "aba*aba,          ababa,              false",
        "aba*aba,          abaaba,             true",
        "a*bc*bc,          abc,                false",
        "a*bc*bc,          abcbc,              true",
        "'',               '',                 true",
        "'',               a,                  false",
        "*,                '',                 true",
        "**,               anything,           true",
        "a.c,              abc,                false",
        "a?c,              abc,                false",
        "[ab],             a,                  false"
    })
    void starStandsForAnyTextAndAllElseForItself(String pattern, String text, boolean matches) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(matches);
    }

    @Test
    void agreesWithRegularExpressions() {
        Random random = new Random(SEED);
        int matched = 0;
        for (int i = 0; i < 50_000; i++) {
            String pattern = random(random, "aAb**", 8);
            String text = random(random, "aabB", 12);
            boolean expected = regex(pattern).matcher(text).matches();
            matched += expected ? 1 : 0;
            assertThat(new Glob(pattern).matches(text))
                    .as("%s against \"%s\", seed %d", pattern, text, SEED)
                    .isEqualTo(expected);
        }
        assertThat(matched).as("cases that match").isBetween(5_000, 45_000);
    }

    @Test
    void manyStarsAreNoBomb() {
        assertThat(new Glob("*a".repeat(2_000) + "b").matches("a".repeat(20_000)))
                .isFalse();
    }

    private static Pattern regex(String glob) {
        String regex = Arrays.stream(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    private static String random(Random random, String alphabet, int longest) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(longest + 1); left > 0; left--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
