package dev.norelay.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MomentTest {

    @Test
    void theVocabularyIsTheDesigns() {
        assertThat(Arrays.stream(Moment.values()).map(Moment::id))
                .containsExactly(
                        "connect",
                        "tls",
                        "ehlo",
                        "starttls",
                        "auth",
                        "mail",
                        "rcpt",
                        "data",
                        "content",
                        "end-of-data",
                        "rset",
                        "noop",
                        "vrfy",
                        "quit",
                        "other",
                        "idle",
                        "any");
    }

    @Test
    void eachIsFoundByItsId() {
        for (Moment moment : Moment.values()) {
            assertThat(Moment.ofId(moment.id())).contains(moment);
        }
        assertThat(Moment.ofId("END_OF_DATA")).isEmpty();
    }
}
