package dev.norelay.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {

    @Test
    void oneLineHasABlankBehindItsCode() {
        assertThat(Reply.of(250, "2.1.0 Ok")).hasToString("250 2.1.0 Ok\r\n");
    }

    @Test
    void allLinesButTheLastHaveAHyphenBehindTheirCode() {
        assertThat(Reply.of(250, "mail.example.test", "SIZE 1000", "STARTTLS"))
                .hasToString("250-mail.example.test\r\n250-SIZE 1000\r\n250 STARTTLS\r\n");
    }

    @Test
    void anEmptyTextKeepsItsSeparator() {
        assertThat(Reply.of(334, "")).hasToString("334 \r\n");
        assertThat(Reply.of(250, "", "")).hasToString("250-\r\n250 \r\n");
    }

    @Test
    void octetsAreUtf8() {
        assertThat(Reply.of(550, "nicht zugelassen: M\u00fcller").octets())
                .isEqualTo("550 nicht zugelassen: M\u00fcller\r\n".getBytes(UTF_8));
    }

    @Test
    void octetsThatAreNotUtf8AreKept() {
        byte[] octets = Reply.of(535, "Error: " + Reply.octet(0xc7) + Reply.octet(0xeb) + "\u00e9")
                .octets();

        assertThat(octets).isEqualTo("535 Error: \u00c7\u00eb\u00c3\u00a9\r\n".getBytes(ISO_8859_1));
        assertThatIllegalArgumentException().isThrownBy(() -> Reply.octet(0x7f));
    }

    @Test
    void theLastLinesCodeCounts() {
        Reply mixed = Reply.parse(List.of("250 fine so far", "550 5.1.1 but no"));
        assertThat(mixed.code()).isEqualTo(550);
        assertThat(mixed.isPositive()).isFalse();
        assertThat(mixed).hasToString("250-fine so far\r\n550 5.1.1 but no\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "100, false",
        "199, false",
        "200, true",
        "250, true",
        "354, true",
        "399, true",
        "400, false",
        "421, false",
        "550, false",
        "600, false",
        "999, false"
    })
    void onlyTwoAndThreeHundredsArePositive(int code, boolean positive) {
        assertThat(Reply.of(code, "text").isPositive()).isEqualTo(positive);
    }

    @Test
    void theEnhancedCodeIsThatOfTheLastLineThatHasOne() {
        assertThat(Reply.of(550, "5.7.1 first", "5.1.1 second", "no code").enhanced())
                .contains(new EnhancedStatusCode(5, 1, 1));
        assertThat(Reply.of(550, "no code").enhanced()).isEmpty();
    }

    @Test
    void theTextLeavesOutCodesAndEmptyLines() {
        assertThat(Reply.of(550, "5.7.1 Relaying denied.", "", "5.7.1", "5.7.1   See https://example.test ")
                        .text())
                .isEqualTo("Relaying denied. See https://example.test");
        assertThat(Reply.of(550, "").text()).isEmpty();
        assertThat(Reply.of(220, "5.10.7 is our address").text()).isEqualTo("is our address");
    }

    @Test
    void theTextKeepsWhatOnlyLooksLikeAnEnhancedCode() {
        assertThat(Reply.of(550, "5.07.001 odd").text()).isEqualTo("5.07.001 odd");
        assertThat(Reply.of(550, "5.7.1: odd").text()).isEqualTo("5.7.1: odd");
    }

    @Test
    void aWrittenReplyIsReadWithBlankOrHyphenOrNothingBehindTheCode() {
        assertThat(Reply.parse(List.of("550-5.1.1 no", "550 5.1.1 such user", "550")))
                .isEqualTo(Reply.of(550, "5.1.1 no", "5.1.1 such user", ""));
        assertThat(Reply.parse(List.of("250  two blanks"))).isEqualTo(Reply.of(250, " two blanks"));
        assertThat(Reply.parse(List.of("550 a\u2028b\u0085c"))).isEqualTo(Reply.of(550, "a\u2028b\u0085c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "no", "55", "55 x", "5500 x", "550x", " 550 x", "5.1.1 x", "\u0665\u0665\u0660 x"})
    void aWrittenReplyWithoutACodeIsRefusedInWords(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reply.parse(List.of(written)))
                .withMessageContaining("\"" + written + "\" is not a reply")
                .withMessageContaining("550 5.1.1 no such user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"550 a\nb", "550 a\r", "550 \r\n"})
    void aWrittenLineWithANewlineIsRefusedInWords(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reply.parse(List.of(written)))
                .withMessageContaining("write a list of lines");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "\r"})
    void octetsAreReadAsAReplyWhateverEndsTheirLines(String end) {
        String octets = "250-a" + end + "250 b" + end;
        assertThat(Reply.read(Octets.copyOf(octets.getBytes(UTF_8)))).contains(Reply.of(250, "a", "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"250", "250 ", "250\r\n"})
    void aBareCodeIsAReplyWithoutText(String octets) {
        assertThat(Reply.read(Octets.copyOf(octets.getBytes(UTF_8)))).contains(Reply.of(250, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "OK", "2500 x", "099 x", "250 x\r\ny", "\r\n250 x"})
    void octetsWithoutACodeInEachLineAreNoReply(String octets) {
        assertThat(Reply.read(Octets.copyOf(octets.getBytes(UTF_8)))).isEmpty();
    }

    @Test
    void octetsNeedNotBeUtf8ToBeAReply() {
        assertThat(Reply.read(Octets.copyOf("250 \u00c7".getBytes(ISO_8859_1))).map(Reply::code))
                .contains(250);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 99, 1000})
    void aCodeHasThreeDigits(int code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reply.of(code, "text"))
                .withMessageContaining("three digits");
    }

    @Test
    void aReplyHasAtLeastOneLine() {
        assertThatIllegalArgumentException().isThrownBy(() -> Reply.of(250)).withMessageContaining("at least one line");
        assertThatIllegalArgumentException().isThrownBy(() -> Reply.parse(List.of()));
    }

    @Test
    void theLinesCannotBeChanged() {
        assertThat(Reply.of(250, "Ok").lines()).isUnmodifiable();
    }
}
