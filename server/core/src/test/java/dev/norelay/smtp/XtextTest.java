package dev.norelay.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XtextTest {
    @Test
    void hexadecimalsAreDecoded() {
        assertThat(Xtext.decode("a+2Bb+3Dc+20+5C+24")).contains("a+b=c \\$");
        assertThat(Xtext.decode("")).contains("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a=b", "a+", "a+2", "a+2b", "a+GG", "é", "\t"})
    void whatIsNoXtextIsNotDecoded(String text) {
        assertThat(Xtext.decode(text)).isEmpty();
        assertThat(Xtext.isPrintable(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+00", "+7F", "+E9"})
    void whatDoesNotStandForPrintableAsciiIsTold(String text) {
        assertThat(Xtext.decode(text)).isPresent();
        assertThat(Xtext.isPrintable(text)).isFalse();
    }
}
