package dev.norelay.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.norelay.scenario.yaml.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code docs/matrix.json}: what each client did in each story, as {@code make matrix} found it.
 *
 * @param versions of the clients, by name
 * @param rows by story
 */
record MatrixFile(Map<String, String> versions, Map<String, Row> rows) {
    private static final Path FILE = Path.of("../docs/matrix.json");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int HASH_OCTETS = 8;

    /**
     * @param hash of the story's file when it was played
     * @param cells by client
     */
    record Row(String hash, Map<String, Cell> cells) {
        Row {
            cells = new TreeMap<>(cells);
        }
    }

    MatrixFile {
        versions = new TreeMap<>(versions);
        rows = new TreeMap<>(rows);
    }

    /** As it is checked in; empty where there is none. */
    static MatrixFile read() throws IOException {
        return Files.exists(FILE)
                ? JSON.readValue(Files.readString(FILE), MatrixFile.class)
                : new MatrixFile(Map.of(), Map.of());
    }

    /** A line a client, so that a change shows as one. */
    void write() throws IOException {
        String stories = rows.entrySet().stream()
                .map(row -> "    " + JSON.writeValueAsString(row.getKey()) + ": {\n      \"hash\": \""
                        + row.getValue().hash() + "\",\n      \"cells\": {\n"
                        + cells(row.getValue()) + "\n      }\n    }")
                .collect(Collectors.joining(",\n"));
        Files.writeString(
                FILE,
                "{\n  \"versions\": " + JSON.writeValueAsString(versions) + ",\n  \"rows\": {\n" + stories
                        + "\n  }\n}\n");
    }

    private static String cells(Row row) {
        return row.cells().entrySet().stream()
                .map(each -> "        " + JSON.writeValueAsString(each.getKey()) + ": "
                        + JSON.writeValueAsString(each.getValue()))
                .collect(Collectors.joining(",\n"));
    }

    /** The stories whose files have changed since they were played, that are new, or that are gone. */
    List<String> stale() {
        TreeMap<String, String> now = new TreeMap<>();
        Catalogue.names().forEach(name -> now.put(name, hash(name)));
        TreeMap<String, String> then = new TreeMap<>();
        rows.forEach((name, row) -> then.put(name, row.hash()));
        TreeMap<String, String> all = new TreeMap<>(now);
        all.putAll(then);
        return all.keySet().stream()
                .filter(name -> !now.getOrDefault(name, "").equals(then.get(name)))
                .toList();
    }

    /** Of a story's file as it is now. */
    static String hash(String story) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(Catalogue.text(story).getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_OCTETS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
