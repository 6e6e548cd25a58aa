package dev.norelay.scenario.yaml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.norelay.smtp.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What servers were heard to say: the tables in {@code scenarios/dialects/sources}, read as octets in Latin-1. */
final class SourceTable {
    private static final Path FOLDER = Path.of("../../scenarios/dialects/sources");
    private static final Pattern VALUE = Pattern.compile("\\{[A-Za-z0-9-]+}");
    private static final Pattern OCTET = Pattern.compile("\\\\x([0-9a-f]{2})");
    private static final Pattern CODE = Pattern.compile("\\d{3}[ -].*", Pattern.DOTALL);

    private SourceTable() {}

    /**
     * One line of a table.
     *
     * @param wire what goes over the wire, values in braces still in; of a list at EHLO, its lines without code
     */
    record Row(String system, String kind, String wire, String source) {
        /** Whether these octets are what the row has, up to values that are filled in. */
        boolean has(String octets) {
            return pattern(wire).matcher(octets).matches();
        }

        List<String> keywords() {
            return List.of(wire.split(" \\| ", -1));
        }

        /** Whether a server that refuses at this moment does so when the row's did. */
        boolean isAt(Moment moment) {
            return switch (kind) {
                case "any", "idle" -> true;
                case "banner", "CONNECT" -> moment == Moment.CONNECT;
                case "DATA" -> EnumSet.of(Moment.DATA, Moment.END_OF_DATA).contains(moment);
                default -> moment.id().equalsIgnoreCase(kind);
            };
        }
    }

    /** A text as a pattern: its values in braces may be anything. */
    static Pattern pattern(String text) {
        String literals =
                Arrays.stream(VALUE.split(text, -1)).map(Pattern::quote).collect(Collectors.joining("[^\r\n]+"));
        return Pattern.compile(literals);
    }

    /** Greetings, lists at EHLO and positive replies. */
    static List<Row> greetings() {
        List<Row> rows = new ArrayList<>();
        for (List<String> row : read("greetings.tsv", "system kind when text source")) {
            String text = row.get(3);
            rows.add(new Row(row.get(0), row.get(1), row.get(1).equals("ehlo") ? text : wire("", text), row.get(4)));
        }
        return rows;
    }

    /** Refusals; their kind is the stage. */
    static List<Row> refusals() {
        List<Row> rows = new ArrayList<>();
        for (String table : List.of("replies.tsv", "replies-more.tsv")) {
            for (List<String> row : read(table, "system situation stage code enhanced text source causes")) {
                rows.add(new Row(row.get(0), row.get(2), wire(row.get(3), row.get(5)), row.get(6)));
            }
        }
        return rows;
    }

    /** Documentation gives some texts without their code, which has a column of its own. */
    private static String wire(String code, String text) {
        String octets = OCTET.matcher(text)
                .replaceAll(octet -> String.valueOf((char) Integer.parseInt(octet.group(1), 16)))
                .replace("\\n", "\r\n");
        return (CODE.matcher(octets).matches() ? octets : code + " " + octets) + "\r\n";
    }

    private static List<List<String>> read(String table, String names) {
        try {
            List<List<String>> rows = Files.readAllLines(FOLDER.resolve(table)).stream()
                    .map(line -> List.of(line.split("\t", -1)))
                    .toList();
            List<String> columns = List.of(names.split(" "));
            if (!rows.get(0).equals(columns) || !rows.stream().allMatch(row -> row.size() == columns.size())) {
                throw new IllegalStateException(table + " does not have the columns " + columns + " in each row");
            }
            return rows.subList(1, rows.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Octets as this table has them. */
    static String latin1(byte[] octets) {
        return new String(octets, ISO_8859_1);
    }
}
