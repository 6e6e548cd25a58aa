package dev.norelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.fault.Pause;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.session.Action;
import dev.norelay.session.Dialogue;
import dev.norelay.session.Occasion;
import dev.norelay.session.TestServer;
import dev.norelay.smtp.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the catalogue's stories of repeated failures do at the second and later ones, which a play of the story never sees. */
class FailedLoginsTest {

    @Test
    void eachFurtherFailureIsAnsweredLater() {
        Run run = new Run(Catalogue.scenario("slower-after-each-failure"));
        assertThat(run.decide(login("old-horse"))).isEmpty();
        for (int seconds : new int[] {1, 2, 4, 8, 8}) {
            assertThat(run.decide(login("old-horse")))
                    .containsExactly(new Action.Enact(new Pause(Duration.ofSeconds(seconds))));
            assertThat(run.decide(login("correct-horse"))).isEmpty();
        }
    }

    @Test
    void thirdFailureLocksTheAccountForATime() {
        Run run = new Run(Catalogue.scenario("locked-after-three-failures"));
        assertThat(run.decide(login("old-horse"))).isEmpty();
        assertThat(run.decide(login("correct-horse"))).isEmpty();
        assertThat(run.decide(login("wrong"))).isEmpty();
        assertThat(run.decide(login("old-horse")))
                .containsExactly(
                        new Action.Refuse(Refusal.TOO_MANY_FAILURES),
                        new Action.Become("locked", Duration.ZERO),
                        new Action.Become("broken", Duration.ofMinutes(15)));

        run.become("locked"); // as the connection does when it carries the actions out
        assertThat(run.decide(login("correct-horse"))).isEqualTo(List.of(new Action.Refuse(Refusal.TOO_MANY_FAILURES)));
        run.become("broken");
        assertThat(run.decide(login("correct-horse"))).isEmpty();
    }

    private static Occasion login(String password) {
        return Occasions.after(
                Dialogue.secured(TestServer.server()), "AUTH PLAIN base64(\0alice@example.test\0" + password + ")");
    }
}
