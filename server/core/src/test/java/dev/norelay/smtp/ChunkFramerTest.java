package dev.norelay.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkFramerTest {
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final ChunkFramer framer = new ChunkFramer(message::write);

    @Test
    void octetsAreKeptAsTheyAreUpToTheCount() {
        byte[] octets = Characters.of(".\r\n.\r\n..\0\u00ffQUIT\r\n");
        framer.begin(10);
        assertThat(framer.read(octets, 0, octets.length)).isEqualTo(10);
        assertThat(framer.ended()).isTrue();
        assertThat(message.toString(ISO_8859_1)).isEqualTo(".\r\n.\r\n..\0\u00ff");
        assertThat(framer.read(octets, 10, octets.length - 10)).isZero();
    }

    @Test
    void aChunkOfNothingHasEndedWhenItBegins() {
        framer.begin(0);
        assertThat(framer.ended()).isTrue();
        assertThat(framer.size()).isZero();
    }

    @Test
    void whereTheOctetsAreCutMakesNoDifference() {
        byte[] octets = Characters.of("a\r\n.\r\nb\rQUIT");
        for (int first = 0; first <= octets.length; first++) {
            for (int second = first; second <= octets.length; second++) {
                message.reset();
                ChunkFramer cut = new ChunkFramer(message::write);
                cut.begin(8);
                int read = cut.read(octets, 0, first);
                read += cut.read(octets, first, second - first);
                read += cut.read(octets, second, octets.length - second);
                assertThat(read).isEqualTo(8);
                assertThat(message.toString(ISO_8859_1)).isEqualTo("a\r\n.\r\nb\r");
                assertThat(cut.bareNewline()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', false",
        "a, false",
        "'a\r\n', false",
        "'\r\n\r\n', false",
        "'a\n', true",
        "'\na', true",
        "'a\r', true",
        "'\ra', true",
        "'\r\r\n', true",
        "'\r\n\n', true"
    })
    void bareNewlinesAreFoundAcrossChunks(String text, boolean bare) {
        for (byte octet : Characters.of(text)) {
            framer.begin(1);
            framer.read(new byte[] {octet}, 0, 1);
        }
        assertThat(framer.bareNewline()).isEqualTo(bare);
        assertThat(framer.size()).isEqualTo(text.length());
    }

    @Test
    void noChunkBeginsWithinAnother() {
        framer.begin(1);
        assertThatIllegalStateException().isThrownBy(() -> framer.begin(1)).withMessageContaining("lacks 1");
    }
}
