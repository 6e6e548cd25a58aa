package dev.norelay.scenario.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Rehearsal;
import dev.norelay.scenario.Rehearsal.Exchange;
import dev.norelay.smtp.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code norelay show} tells of a story is what its server would say. */
class RehearsalTest {

    @ParameterizedTest
    @CsvSource({
        "accept, 250 2.1.5 OK",
        "'[ accept, close ]', 250 2.1.5 OK",
        "'[ accept, reply: 550 5.1.1 No ]', 550 5.1.1 No",
        "'[ accept, send: 250 ]', 250",
        "'[ accept, send: OK ]', ",
        "'[ send: 250 a, accept ]', 250 2.1.5 OK",
        "close, "
    })
    void behindAcceptIsToldWhatIsSaidThere(String then, @Nullable String reply) {
        String text = "norelay: 1\ntitle: A story\nserver: { policy: open }\nclient: { security: none }\nrules:\n"
                + "  - { on: rcpt, then: " + then + " }\n";
        List<Exchange> exchanges = Rehearsal.of(ScenarioReader.read("story.yaml", text), Phase.BROKEN);
        assertThat(exchanges)
                .filteredOn(each -> each.command().startsWith("RCPT"))
                .singleElement()
                .extracting(Exchange::reply)
                .isEqualTo(reply == null ? null : Reply.parse(List.of(reply)));
    }
}
