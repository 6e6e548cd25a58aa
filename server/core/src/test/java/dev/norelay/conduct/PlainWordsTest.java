package dev.norelay.conduct;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.scenario.Cause;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Words by which a person understands. */
class PlainWordsTest {
    private static final Set<Cause> UNKNOWABLE = Set.of(Cause.NONE, Cause.MAIL_LOST);

    private static boolean names(Cause cause, String text) {
        return PlainWords.name(cause, text.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void norelaysOwnWordsNameTheCause(Cause cause) {
        assertThat(names(cause, cause.sentence())).isEqualTo(!UNKNOWABLE.contains(cause));
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void generalWordsNameNoCause(Cause cause) {
        assertThat(names(cause, "Oops! Something went wrong. Your mail was not sent."))
                .isFalse();
        assertThat(names(cause, "Error 42")).isFalse();
        assertThat(names(cause, "SendFailedException: Invalid Addresses")).isFalse();
    }
}
