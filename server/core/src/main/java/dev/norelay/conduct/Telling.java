package dev.norelay.conduct;

import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.scenario.Cause;
import dev.norelay.smtp.Reply;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How much of what a client met is in what it showed. What it only passes on are not words of its own. */
final class Telling {
    /** So many characters of a reply's text, found in what was shown, are no chance. */
    private static final int TELLING = 12;
    /** What a client can meet where no reply refuses anything; a person who knows networks is helped by it. */
    private static final Pattern SYMPTOM =
            Pattern.compile("connect|refused|time[d ]*-?out|etimed|econn|enotfound|eof\\b"
                    + "|\\bno (?:answer|reply|response|greeting|route|starttls|auth|server|mechanism|login)|not answer|unreachable"
                    + "|resolv|unknown host|\\bhost\\b|\\btls|\\bssl|starttls|certificate|handshake|\\bport\\b|greeting|protocol"
                    + "|unexpected|\\breply\\b|\\bresponse\\b|mechanism|authenticat|broken pipe|end of file|too large|\\bsize\\b"
                    + "|8bitmime|smtputf8");
    /** What is said to the server, as transcripts show it. */
    private static final Pattern SAID = Pattern.compile("\\bauth(?:=| )[a-z0-9-]+");

    private final String shown;
    private final List<Entry> entries;

    Telling(String shown, List<Entry> entries) {
        this.shown = plain(shown);
        this.entries = entries;
    }

    /**
     * The level.
     *
     * @param refusals what the server refused with
     * @param causes that would be right to name
     */
    Surfaced level(List<Reply> refusals, Collection<Cause> causes) {
        if (shown.isEmpty()) {
            return Surfaced.WORDLESS;
        }
        String own = own();
        if (causes.stream().anyMatch(cause -> PlainWords.name(cause, own))) {
            return Surfaced.CAUSE;
        }
        boolean met = refusals.isEmpty()
                ? SYMPTOM.matcher(own).find()
                : refusals.stream().anyMatch(this::tells);
        return met ? Surfaced.REPLY : Surfaced.GENERAL;
    }

    private boolean tells(Reply reply) {
        return reply.lines().stream()
                .anyMatch(line -> shown.matches("(?s).*\\b" + line.code() + "\\b.*")
                        || Stream.of(line.text(), withoutStatus(line.text()))
                                .map(Telling::plain)
                                .anyMatch(words -> words.length() >= TELLING && shown.contains(words)));
    }

    /** The enhanced status code may be shown apart from the words, or not at all. */
    private static String withoutStatus(String text) {
        return text.replaceFirst("^[245]\\.\\d+\\.\\d+ ", "");
    }

    /** Without the server's lines, nor those that were sent to it: a transcript is no explanation. */
    private String own() {
        String own = shown;
        List<String> lines = entries.stream()
                .flatMap(entry -> lines(entry.event()))
                .map(Telling::plain)
                .filter(line -> line.contains(" ")) // a single word is anybody's
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
        for (String line : lines) {
            own = own.replace(line, " ");
        }
        return SAID.matcher(own).replaceAll(" ");
    }

    private static Stream<String> lines(Event event) {
        if (event instanceof Event.ReplySent sent) {
            return sent.reply().lines().stream().flatMap(line -> Stream.of(line.text(), withoutStatus(line.text())));
        }
        return event instanceof Event.CommandReceived received ? Stream.of(received.shown()) : Stream.empty();
    }

    /** Clients wrap lines and change white space. */
    private static String plain(String text) {
        return text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
