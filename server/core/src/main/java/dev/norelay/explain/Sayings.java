package dev.norelay.explain;

import dev.norelay.scenario.Scenario;
import dev.norelay.smtp.Moment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the catalogue's tables of what servers and clients say, and what its scenarios know of it. */
final class Sayings {
    private static final List<String> SERVERS =
            List.of("dialects/sources/replies.tsv", "dialects/sources/replies-more.tsv");
    private static final String CLIENTS = "symptoms/clients.tsv";
    /** A single line of a reply of several is looked for by itself if it has so many words. */
    private static final int TELLING_LINE = 4;

    private Sayings() {}

    /** What servers were heard to say when they refuse. */
    static List<Saying> ofServers() {
        return SERVERS.stream()
                .flatMap(table -> Table.read(table).stream())
                .flatMap(Sayings::ofServer)
                .toList();
    }

    private static Stream<Saying> ofServer(Table.Row row) {
        String[] lines = row.get("text").split("\\\\n", -1);
        Saying whole = reply(row, String.join(" ", lines));
        if (lines.length == 1) {
            return Stream.of(whole);
        }
        // Clients show the first line, or the last.
        Stream<Saying> single = Arrays.stream(lines)
                .map(line -> reply(row, line))
                .filter(saying -> saying.phrase().length() >= TELLING_LINE);
        return Stream.concat(Stream.of(whole), single);
    }

    private static Saying reply(Table.Row row, String text) {
        return new Saying(
                Clue.Kind.REPLY,
                row.get("system"),
                text,
                Phrase.ofServer(text),
                new Code(row.get("code"), enhanced(row)),
                moment(row.get("stage")),
                row.causes(),
                row.get("source"),
                "");
    }

    /** Some servers have it elsewhere than RFC 2034 does: {@code (#5.7.1)}. */
    private static String enhanced(Table.Row row) {
        if (!row.get("enhanced").isEmpty()) {
            return row.get("enhanced");
        }
        return Words.of(row.get("text")).codes().stream()
                .map(Code::enhanced)
                .filter(enhanced -> !enhanced.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static @Nullable Moment moment(String stage) {
        return switch (stage) {
            case "banner", "CONNECT" -> Moment.CONNECT;
            case "EHLO" -> Moment.EHLO;
            case "STARTTLS" -> Moment.STARTTLS;
            case "AUTH" -> Moment.AUTH;
            case "MAIL" -> Moment.MAIL;
            case "RCPT" -> Moment.RCPT;
            case "DATA", "end-of-data" -> Moment.END_OF_DATA;
            case "idle" -> Moment.IDLE;
            default -> null;
        };
    }

    /** With what words clients tell a person. */
    static List<Saying> ofClients() {
        return Table.read(CLIENTS).stream()
                .map(row -> new Saying(
                        Clue.Kind.CLIENT,
                        row.get("client"),
                        row.get("wording"),
                        Phrase.ofClient(row.get("wording")),
                        new Code("", ""),
                        Moment.ofId(row.get("moment")).orElse(null),
                        row.causes(),
                        row.get("source"),
                        ""))
                .toList();
    }

    /** What people saw in the stories. */
    static List<Saying> ofStories(List<Scenario> scenarios) {
        List<Saying> all = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            scenario.seen()
                    .forEach((client, seen) -> all.add(new Saying(
                            Clue.Kind.CLIENT,
                            client,
                            seen.strip(),
                            Phrase.ofClient(seen),
                            new Code("", ""),
                            null,
                            scenario.diagnosis(),
                            "scenario " + scenario.name(),
                            scenario.name())));
        }
        return all;
    }
}
