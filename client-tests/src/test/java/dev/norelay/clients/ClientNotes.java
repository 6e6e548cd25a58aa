package dev.norelay.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of a client beyond counts: the lines of {@code client-notes.tsv} that begin with its name.
 *
 * @param client by name
 * @param driven how it is driven here, in a sentence
 * @param quirks what is worth knowing, in sentences
 */
record ClientNotes(String client, String driven, List<String> quirks) {
    private static final Path FILE = Path.of("src/test/resources/dev/norelay/clients/client-notes.tsv");

    /** Of each client the first line says how it is driven, the others are quirks. */
    static List<ClientNotes> read() throws IOException {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        for (String line : Files.readAllLines(FILE)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                List<String> parts = Arrays.asList(line.split("\t", 2));
                lines.computeIfAbsent(parts.get(0), none -> new ArrayList<>()).add(parts.get(1));
            }
        }
        return lines.entrySet().stream()
                .map(each -> new ClientNotes(
                        each.getKey(),
                        each.getValue().get(0),
                        each.getValue().subList(1, each.getValue().size())))
                .toList();
    }
}
