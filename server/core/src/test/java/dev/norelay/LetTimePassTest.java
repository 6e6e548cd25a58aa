package dev.norelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norelay.scenario.Count;
import dev.norelay.scenario.Rules;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Nobody waits for what takes minutes. */
class LetTimePassTest {
    private static String send(Norelay server) throws IOException {
        ClientSettings settings = server.settings();
        return StoryClient.send(settings, "1@client.test", settings.recipients(), null)
                .said();
    }

    @Test
    void rulesCountByIt() throws IOException {
        try (Norelay server = Norelay.open()) {
            server.add(Rules.on(Moment.RCPT)
                    .until(Duration.ofMinutes(5))
                    .per(Count.Per.TRIPLET)
                    .then(Rules.refuse(Refusal.GREYLISTED)));
            assertThat(send(server)).startsWith("450");
            server.letTimePass(Duration.ofSeconds(299));
            assertThat(send(server)).startsWith("450");
            server.letTimePass(Duration.ofMinutes(1));
            assertThat(send(server)).isEmpty();
        }
    }

    @Test
    void phasesComeByIt() throws IOException {
        try (Norelay server = Norelay.start(Path.of("../../docs/faults/smtp/blocked-for-a-while.yaml"))) {
            assertThat(send(server)).startsWith("450");
            server.letTimePass(Duration.ofMinutes(14));
            assertThat(send(server)).startsWith("450");
            assertThat(server.phase()).isEqualTo("broken");
            server.letTimePass(Duration.ofMinutes(1));
            assertThat(server.phase()).isEqualTo("fixed");
            assertThat(send(server)).isEmpty();
        }
    }

    @Test
    void timeDoesNotGoBack() {
        try (Norelay server = Norelay.open()) {
            assertThatThrownBy(() -> server.letTimePass(Duration.ofSeconds(-1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("time passes forwards only, not by PT-1S");
        }
    }
}
