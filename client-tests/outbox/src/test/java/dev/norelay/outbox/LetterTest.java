package dev.norelay.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LetterTest {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    @Test
    void blindCopiesAreInTheEnvelopeOnly() throws Exception {
        Letter letter =
                letter("From: a@example.test\nTo: b@partner.test\nBcc: c@partner.test,\n d@partner.test\n\nHello\n");
        assertThat(letter.recipients()).containsExactly("b@partner.test", "c@partner.test", "d@partner.test");
        assertThat(text(letter)).doesNotContain("Bcc", "c@partner.test", "d@partner.test");
    }

    @Test
    void dateAndMessageIdAreAddedOnceAndKeptWhereTheyAre() throws Exception {
        Letter bare = letter("From: a@example.test\nTo: b@partner.test\n\nHello\n");
        assertThat(text(bare)).contains("Date: Sun, 29 Nov 2026 ", "Message-ID: " + bare.messageId());
        assertThat(bare.messageId()).endsWith("@example.test>");
        Letter full = letter(
                "From: a@example.test\nTo: b@partner.test\nMessage-ID: <1@x.test>\nDate: Sun, 1 Nov 2026 12:00:00 +0000\n\nHello\n");
        assertThat(full.messageId()).isEqualTo("<1@x.test>");
        assertThat(text(full)).containsOnlyOnce("Date: ").contains("Date: Sun, 1 Nov 2026 12:00:00 +0000");
    }

    @Test
    void eachLineEndsWithCrLfAndTheLastOneToo() throws Exception {
        Letter letter = letter("From: a@example.test\nTo: b@partner.test\n\none\rtwo\nthree\r\nfour");
        assertThat(text(letter)).endsWith("\r\n\r\none\r\ntwo\r\nthree\r\nfour\r\n");
    }

    @Test
    void lettersBeyondAsciiInFieldsAreEncodedAndInTheBodyAreNot() throws Exception {
        Letter letter = letter("""
                From: Jürgen <a@example.test>
                To: b@partner.test
                Subject: Grüße
                Content-Type: text/plain; charset=UTF-8
                Content-Transfer-Encoding: 8bit

                naïve
                """);
        assertThat(Letter.hasEightBitHeader(letter.octets())).isFalse();
        assertThat(Letter.isEightBit(letter.octets())).isTrue();
        assertThat(text(letter)).contains("Subject: =?UTF-8?", "naïve");
        String encoded = new String(Letter.inSevenBits(letter.octets()), StandardCharsets.UTF_8);
        assertThat(encoded).contains("Content-Transfer-Encoding: quoted-printable", "na=C3=AFve", letter.messageId());
    }

    @Test
    void linesThatAreTooLongAreEncoded() throws Exception {
        Letter letter = letter("From: a@example.test\nTo: b@partner.test\nX-Long: " + "word ".repeat(300) + "\n"
                + "Content-Type: text/plain; charset=US-ASCII\n\n" + "x".repeat(2_000) + "\n");
        assertThat(text(letter).lines()).allMatch(line -> line.length() <= 998);
        assertThat(text(letter)).contains("Content-Transfer-Encoding: quoted-printable");
    }

    @Test
    void aDomainBeyondAsciiIsWrittenInAscii() {
        assertThat(Addresses.forEnvelope("bob@bücher.test")).isEqualTo("bob@xn--bcher-kva.test");
    }

    @Test
    void whatCannotBeSentIsSaid() {
        assertThatIllegalArgumentException().isThrownBy(() -> letter("  \n")).withMessageContaining("nothing in");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> letter("From: a@example.test\n\nHello\n"))
                .withMessageContaining("no recipient");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> letter("To: b@partner.test\n\nHello\n"))
                .withMessageContaining("no sender");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Addresses.forEnvelope("a@x.test>\r\nRCPT TO:<b@y.test"))
                .withMessageContaining("not a mail address");
    }

    private static Letter letter(String written) throws Exception {
        return Letter.compose(written.getBytes(StandardCharsets.UTF_8), null, List.of(), NOON);
    }

    private static String text(Letter letter) {
        return new String(letter.octets(), StandardCharsets.UTF_8);
    }
}
