package dev.norelay.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Why norelay is right to find something in a story that the story does not tell: a line of {@code met-otherwise.tsv}.
 *
 * @param stories by name
 * @param clients by name; empty for all
 * @param found the cause that is right for them
 * @param why in a sentence, which stands in {@code docs/diagnosis.md}
 */
record MetOtherwise(List<String> stories, List<String> clients, String found, String why) {
    private static final Path FILE = Path.of("src/test/resources/dev/norelay/clients/met-otherwise.tsv");

    static List<MetOtherwise> read() throws IOException {
        return Files.readAllLines(FILE).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .map(row -> new MetOtherwise(names(row[0]), names(row[1]), row[2], row[3]))
                .toList();
    }

    private static List<String> names(String list) {
        return list.isEmpty() ? List.of() : List.of(list.split(", "));
    }

    boolean explains(Play play) {
        return stories.contains(play.story().name())
                && (clients.isEmpty() || clients.contains(play.client()))
                && found.equals(play.found());
    }
}
