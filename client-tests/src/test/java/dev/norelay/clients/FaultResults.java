package dev.norelay.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one client makes of each fault, as it is checked in: a line a fault, and the client's version before them.
 *
 * @param version of the client and of the server's Java, by which the words go
 * @param results by fault
 */
record FaultResults(String version, Map<String, Result> results) {
    private static final Path TABLES = Path.of("src/test/resources/dev/norelay/clients/faults");
    private static final String HEAD = "fault | client | messages taken | what it says";

    /**
     * What became of one mail.
     *
     * @param sent whether the client says that it was sent
     * @param taken how many messages the server took over
     * @param says the client's words; empty where it was sent
     */
    record Result(boolean sent, int taken, String says) {
        /** What does not go by the client's version. */
        Result withoutWords() {
            return new Result(sent, taken, "");
        }
    }

    private static Path table(String client) {
        return TABLES.resolve(client.toLowerCase(Locale.ROOT).replace(' ', '-') + ".txt");
    }

    static FaultResults read(String client) throws IOException {
        Map<String, Result> results = new TreeMap<>();
        List<String> lines = Files.readAllLines(table(client));
        for (String line : lines.subList(2, lines.size())) {
            String[] cells = line.split(" \\|(?: |$)", -1);
            results.put(cells[0], new Result(cells[1].equals("sent"), Integer.parseInt(cells[2]), cells[3]));
        }
        return new FaultResults(lines.get(0), results);
    }

    void write(String client) throws IOException {
        Files.createDirectories(TABLES);
        Files.writeString(
                table(client),
                version + "\n" + HEAD + "\n"
                        + results.entrySet().stream()
                                .map(each -> line(each.getKey(), each.getValue()))
                                .collect(Collectors.joining()));
    }

    private static String line(String fault, Result result) {
        return fault + " | " + (result.sent() ? "sent" : "failed") + " | " + result.taken() + " |"
                + (result.says().isEmpty() ? "" : " " + result.says()) + "\n";
    }
}
