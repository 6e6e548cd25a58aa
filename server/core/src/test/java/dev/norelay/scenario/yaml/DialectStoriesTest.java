package dev.norelay.scenario.yaml;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.scenario.Dialect;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Rehearsal;
import dev.norelay.scenario.Rehearsal.Exchange;
import dev.norelay.scenario.Scenario;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stories play in every dialect that can meet them: refused at first, delivered after the remedy. */
class DialectStoriesTest {
    static List<String> dialects() {
        return Catalogue.dialectNames();
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void aBlankLoginIsRefusedAndTheRightOneDelivers(String name) {
        plays("relay-denied", name, List.of(Refusal.RELAY_DENIED, Refusal.AUTHENTICATION_REQUIRED));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void anOldPasswordIsRefusedAndTheNewOneDelivers(String name) {
        plays("stale-password", name, List.of(Refusal.CREDENTIALS_INVALID));
    }

    private static void plays(String story, String name, List<Refusal> refusals) {
        Dialect dialect = Catalogue.dialect(name);
        Scenario spoken = Catalogue.scenario(story, name);
        if (dialect.unmet(Catalogue.scenario(story), spoken).isPresent()) {
            assertThat(name).isIn("qmail", "ovh");
            return;
        }
        Exchange last = last(Rehearsal.of(spoken, Phase.BROKEN));
        assertThat(requireNonNull(last.reply()).code()).isGreaterThanOrEqualTo(400);
        assertThat(last.refusal()).isIn(refusals);
        assertThat(last(Rehearsal.of(spoken, Phase.FIXED)))
                .extracting(Exchange::command, Exchange::moment)
                .containsExactly("QUIT", Moment.QUIT);
    }

    private static Exchange last(List<Exchange> exchanges) {
        return exchanges.get(exchanges.size() - 1);
    }

    @Test
    void aDialectThatOffersNoTlsCannotPlayAStoryWithIt() {
        Optional<String> unmet = Catalogue.dialect("qmail")
                .unmet(Catalogue.scenario("relay-denied"), Catalogue.scenario("relay-denied", "qmail"));

        assertThat(unmet).contains("qmail (notqmail) offers no STARTTLS, and the client of relay-denied asks for it");
    }

    @Test
    void theSameReasonComesAtItsServersMoment() {
        assertThat(refusedAt("postfix")).isEqualTo(Moment.RCPT);
        assertThat(refusedAt("gmail")).isEqualTo(Moment.MAIL);
        assertThat(refusedAt("hmailserver")).isEqualTo(Moment.RCPT);
    }

    private static Moment refusedAt(String dialect) {
        return last(Rehearsal.of(Catalogue.scenario("relay-denied", dialect), Phase.BROKEN))
                .moment();
    }

    @Test
    void aStoryThatEndsInTheHandshakeIsRehearsedUpToIt() {
        assertThat(last(Rehearsal.of(Catalogue.scenario("clock-skew"), Phase.BROKEN))
                        .moment())
                .isEqualTo(Moment.STARTTLS);
        assertThat(Rehearsal.of(Catalogue.scenario("wrong-port"), Phase.BROKEN)).isEmpty();
    }
}
