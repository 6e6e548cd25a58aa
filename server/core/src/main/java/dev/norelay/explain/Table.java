package dev.norelay.explain;

import dev.norelay.scenario.Cause;
import dev.norelay.scenario.ScenarioException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table of the catalogue: tab-separated, its first line the names of its columns. */
final class Table {
    private static final String ROOT = "META-INF/norelay/";

    private Table() {}

    /**
     * One line.
     *
     * @param values by column
     */
    record Row(Map<String, String> values) {
        /** What a column has; empty where it has nothing. */
        String get(String column) {
            String value = values.get(column);
            if (value == null) {
                throw new IllegalArgumentException("no column " + column + " among " + values.keySet());
            }
            return value;
        }

        /** The causes of the column of that name, likelier ones first. */
        List<Cause> causes() {
            return Arrays.stream(get("causes").split(" ", -1))
                    .filter(id -> !id.isEmpty())
                    .map(id -> Cause.ofId(id).orElseThrow(() -> new ScenarioException("no cause is called " + id)))
                    .toList();
        }
    }

    /**
     * All lines of a table.
     *
     * @param path below the catalogue's root
     * @throws ScenarioException if it is not there, or a line has other columns than the first
     */
    static List<Row> read(String path) {
        String[] lines = text(path).stripTrailing().split("\n", -1);
        String[] columns = lines[0].split("\t", -1);
        return Arrays.stream(lines, 1, lines.length)
                .map(line -> row(path, columns, line))
                .toList();
    }

    private static Row row(String path, String[] columns, String line) {
        String[] values = line.split("\t", -1);
        if (values.length != columns.length) {
            throw new ScenarioException(path + " has a line without its " + columns.length + " columns: " + line);
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i++) {
            row.put(columns[i], values[i]);
        }
        return new Row(row);
    }

    private static String text(String path) {
        try (InputStream in = Table.class.getClassLoader().getResourceAsStream(ROOT + path)) {
            if (in == null) {
                throw new ScenarioException("the catalogue has no " + path + "; rebuild norelay-scenarios");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ScenarioException("the catalogue's " + path + " cannot be read: " + e.getMessage(), e);
        }
    }
}
