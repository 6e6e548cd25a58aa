package dev.norelay.standalone;

import dev.norelay.scenario.Problem;
import dev.norelay.scenario.ScenarioException;
import dev.norelay.scenario.yaml.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder with scenario files of one's own, which are played by name as those of the catalogue are; a name that both have
 * is the folder's.
 *
 * @param files by the scenario's name
 */
record ScenarioFolder(Map<String, Path> files) {
    /** No folder. */
    static final ScenarioFolder NONE = new ScenarioFolder(Map.of());

    /**
     * Reads all files in it that end in {@code .yaml} or {@code .yml}; not those in folders within.
     *
     * @throws ScenarioException if it cannot be read, or files in it have mistakes; the message lists all of all of them
     */
    static ScenarioFolder read(Path folder) {
        Map<String, Path> files = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Path file : list(folder)) {
            try {
                String name = ScenarioReader.read(file).name();
                Path other = files.putIfAbsent(name, file);
                if (other != null) {
                    problems.add(problem(file, "the scenario " + name + " is in " + other.getFileName() + " too"));
                }
            } catch (ScenarioException e) {
                problems.addAll(
                        e.problems().isEmpty() ? List.of(problem(file, String.valueOf(e.getMessage()))) : e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ScenarioException(problems);
        }
        return new ScenarioFolder(files);
    }

    /** Files whose name begins with a dot are not meant: Kubernetes puts some beside those of a ConfigMap. */
    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.getFileName().toString().matches("[^.].*\\.ya?ml"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            throw new ScenarioException("there is no folder " + folder + " to read scenarios from", e);
        } catch (NotDirectoryException e) {
            throw new ScenarioException(
                    folder + " is a file; scenarios are read from a folder, or `norelay run " + folder + "`", e);
        } catch (IOException e) {
            throw new ScenarioException("the folder of scenarios cannot be read: " + e, e);
        }
    }

    private static Problem problem(Path file, String message) {
        return new Problem(file.toString(), 0, 0, message, null, null);
    }

    /** What stands in the files, by the scenario's name. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        files.forEach((name, file) -> {
            try {
                texts.put(name, Files.readString(file));
            } catch (IOException e) {
                throw new ScenarioException(file + " cannot be read any more: " + e, e);
            }
        });
        return texts;
    }

    /** The file of that name in the folder; else the name itself. */
    String resolve(String nameOrFile) {
        Path file = files.get(nameOrFile);
        return file == null ? nameOrFile : file.toString();
    }
}
