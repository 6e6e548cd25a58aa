package dev.norelay.standalone.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KeptOutputTest {
    private static String kept(String printed) {
        KeptOutput output = new KeptOutput(new ByteArrayInputStream(printed.getBytes(StandardCharsets.UTF_8)));
        output.run();
        return output.text();
    }

    @Test
    void whatFitsIsKeptWhole() {
        assertThat(kept("")).isEmpty();
        assertThat(kept("a\r\nb\n")).isEqualTo("a\nb");
        String whole = "x".repeat(2 * KeptOutput.KEPT);
        assertThat(kept(whole)).isEqualTo(whole);
    }

    @Test
    void ofMoreTheBeginningAndTheEndAreKept() {
        String text = kept("begin" + "x".repeat(10 * KeptOutput.KEPT) + "end");
        assertThat(text).startsWith("beginxxx").endsWith("xxxend").contains("[… 262,152 octets are left out here …]");
        assertThat(text).hasSizeLessThan(2 * KeptOutput.KEPT + 100);
    }

    @Test
    void whatATerminalObeysIsTakenOut() {
        assertThat(kept("\u001b[1;31mred\u001b[0m \u001b]0;title\u0007plain\u0000"))
                .isEqualTo("red plain\uFFFD");
        assertThat(kept("10 %\r20 %")).isEqualTo("10 %\n20 %");
    }
}
