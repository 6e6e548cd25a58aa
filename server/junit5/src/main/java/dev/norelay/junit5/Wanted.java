package dev.norelay.junit5;

import dev.norelay.Norelay;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * What a test's own server plays.
 *
 * @param scenario of the catalogue; empty for a file
 * @param file empty for a scenario of the catalogue
 * @param dialect empty for the scenario's own words
 * @param strict whether a test fails where the scenario was not played
 */
record Wanted(String scenario, String file, String dialect, boolean strict) {
    Wanted {
        if (scenario.isEmpty() == file.isEmpty()) {
            throw new ExtensionConfigurationException(
                    "@WithScenario takes either a name, as in @WithScenario(\"relay-denied\"), or a file, as in"
                            + " @WithScenario(file = \"src/test/resources/mine.yaml\"), not "
                            + (scenario.isEmpty() ? "neither" : "both: " + scenario + " and " + file));
        }
    }

    static Wanted of(WithScenario annotation) {
        return new Wanted(annotation.value(), annotation.file(), annotation.dialect(), annotation.strict());
    }

    Norelay start() {
        Norelay.Builder builder = Norelay.builder();
        if (file.isEmpty()) {
            builder.scenario(scenario);
        } else {
            builder.scenario(Path.of(file).toAbsolutePath());
        }
        if (!dialect.isEmpty()) {
            builder.dialect(dialect);
        }
        return builder.start();
    }
}
