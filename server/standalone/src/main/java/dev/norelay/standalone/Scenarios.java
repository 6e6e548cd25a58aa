package dev.norelay.standalone;

import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.scenario.yaml.ScenarioReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds scenarios by what a person types: a name of the catalogue, or a file. A name goes first. */
final class Scenarios {
    private Scenarios() {}

    /**
     * The scenario with that name, or in that file.
     *
     * @throws dev.norelay.scenario.ScenarioException if there is none or it has mistakes; the message has all that helps
     */
    static Scenario find(String nameOrFile, @Nullable String dialect) {
        return !Catalogue.names().contains(nameOrFile) && isFile(nameOrFile)
                ? read(Path.of(nameOrFile), dialect)
                : dialect == null ? Catalogue.scenario(nameOrFile) : Catalogue.scenario(nameOrFile, dialect);
    }

    /** The scenario in that file, in a dialect where one is given. */
    static Scenario read(Path file, @Nullable String dialect) {
        return dialect == null ? ScenarioReader.read(file) : ScenarioReader.read(file, dialect);
    }

    /** What looks like a file is one, if only to hear that it is not there. */
    private static boolean isFile(String word) {
        try {
            return Files.exists(Path.of(word)) || word.contains("/") || word.endsWith(".yaml") || word.endsWith(".yml");
        } catch (InvalidPathException e) {
            return false; // so it is a name, and an unknown one
        }
    }
}
