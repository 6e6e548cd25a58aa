package dev.norelay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.scenario.Cause;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.ScenarioReader;
import dev.norelay.session.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The story in {@code docs/write-a-scenario.md} is one that norelay plays. */
class GuideTest {
    private static final Path PAGE = Path.of("../../docs/write-a-scenario.md");

    @Test
    void theStoryOfTheGuideIsLivedThrough() throws IOException {
        Matcher example = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertThat(example.find()).isTrue();
        Scenario story = ScenarioReader.read("my-story.yaml", example.group(1));

        assertThat(story.diagnosis()).containsExactly(Cause.APP_PASSWORD_NEEDED);
        new StoryPlay(story, Wording::plain).live();
    }
}
