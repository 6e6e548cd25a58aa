package dev.norelay.scenario.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.norelay.fuzz.Property;
import dev.norelay.fuzz.Servers;
import dev.norelay.scenario.Problem;
import dev.norelay.scenario.Run;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.ScenarioException;
import java.util.List;

/** Any text is a list of problems, or a scenario that can be played. */
class ScenarioReaderFuzz {

    @FuzzTest
    @DictionaryFile(resourcePath = "/dev/norelay/scenario.dict")
    void anyTextIsProblemsOrAScenario(byte[] octets) {
        String text = new String(octets, UTF_8);
        List<Problem> problems = ScenarioReader.problems("fuzzed.yaml", text);
        if (problems.isEmpty()) {
            play(ScenarioReader.read("fuzzed.yaml", text));
            return;
        }
        try {
            ScenarioReader.read("fuzzed.yaml", text);
            Property.holds(false, "a scenario in spite of problems", problems);
        } catch (ScenarioException refused) {
            Property.same(problems, refused.problems(), "the problems");
        }
    }

    private static void play(Scenario scenario) {
        Run run = new Run(scenario, List.of(), 1, Servers.CLOCK);
        for (int step = 0; step <= scenario.steps().size(); step++) {
            run.phase().server().listeners().keySet().forEach(run::profile);
            run.fix();
        }
        run.reset();
        run.nearMisses();
    }
}
