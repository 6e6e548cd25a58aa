package dev.norelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1, '1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12'",
        "3, 5, 1, '4, 5, 6, 7, 8'",
        "0, 3, 1, '1, 2, 3'",
        "9, 0, 1, '10, 11, 12'",
        "0, 0, 3, '3, 6, 9, 12'",
        "0, 2, 3, '3, 6'",
        "2, 2, 4, '6, 10'",
    })
    void skipTimesAndEveryCombine(int skip, int times, int every, String expected) {
        Count count = count(skip, times, every, null);
        List<Long> taken = LongStream.rangeClosed(1, 12)
                .filter(nth -> count.takes(nth, Duration.ZERO))
                .boxed()
                .toList();
        assertThat(taken.toString()).isEqualTo("[" + expected + "]");
    }

    @Test
    void untilEndsItAfterATime() {
        Count count = count(0, 0, 1, Duration.ofMinutes(5));
        assertThat(count.takes(1, Duration.ZERO)).isTrue();
        assertThat(count.takes(99, Duration.ofMinutes(5).minusMillis(1))).isTrue();
        assertThat(count.takes(2, Duration.ofMinutes(5))).isFalse();
    }

    @Test
    void onlyWhatNeedsNoCountIsUnlimited() {
        assertThat(Count.ALWAYS.isUnlimited()).isTrue();
        assertThat(new Count(0, 0, 1, null, Count.Per.RECIPIENT).isUnlimited()).isTrue();
        assertThat(count(1, 0, 1, null).isUnlimited()).isFalse();
        assertThat(count(0, 1, 1, null).isUnlimited()).isFalse();
        assertThat(count(0, 0, 2, null).isUnlimited()).isFalse();
        assertThat(count(0, 0, 1, Duration.ofDays(1)).isUnlimited()).isFalse();
    }

    @Test
    void nonsenseIsToldAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> count(-1, 0, 1, null))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> count(0, 0, 0, null))
                .withMessageContaining("at least 1, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> count(0, 0, 1, Duration.ZERO))
                .withMessageContaining("above zero");
    }

    private static Count count(int skip, int times, int every, @Nullable Duration until) {
        return new Count(skip, times, every, until, Count.Per.SERVER);
    }
}
