package dev.norelay.conduct;

import dev.norelay.journal.Entry;
import dev.norelay.journal.SessionRecord;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One case in which a client did not do its duty. Never guessed: where the journal cannot tell, there is none
 * (docs/adr/0019). Its text form shows the evidence, secrets masked.
 *
 * @param kind which duty
 * @param session in which it showed
 * @param evidence entries of the journal, in order, at least one
 * @param sentence what happened, in a person's words
 */
public record Finding(Kind kind, int session, List<Entry> evidence, String sentence) {
    public Finding {
        evidence = List.copyOf(evidence);
    }

    /** Of the session to which the last piece of evidence belongs. */
    public static Finding of(Kind kind, String sentence, List<Entry> evidence) {
        return new Finding(kind, evidence.get(evidence.size() - 1).session(), evidence, sentence);
    }

    /** The kind's word: {@code credentials-in-clear}. */
    public String id() {
        return kind.id();
    }

    public Severity severity() {
        return kind.severity();
    }

    /** RFC and section of the rule. */
    public String source() {
        return kind.source();
    }

    /** What a good client does instead, in a sentence. */
    public String goodClient() {
        return "A good client " + kind.goodClient() + ".";
    }

    /** Whether the rule says must. */
    public boolean isBreach() {
        return severity() == Severity.BREACH;
    }

    /** On one line, without the evidence. */
    public String inShort() {
        return severity().id() + " " + id() + ": " + sentence + " (" + source() + ")";
    }

    /** The evidence for a person's eyes, a line or more for each entry, with its number; secrets masked. */
    public List<String> shown() {
        return evidence.stream().flatMap(Finding::shown).toList();
    }

    private static Stream<String> shown(Entry entry) {
        String text = new SessionRecord(entry.session(), List.of(entry)).transcript();
        return text.lines().map(line -> String.format(Locale.ROOT, "%5d  %s", entry.sequence(), line.strip()));
    }

    /** What happened, the evidence, and what a good client does; without a line end behind the last line. */
    @Override
    public String toString() {
        String lines = shown().stream().map(line -> "\n" + line).collect(Collectors.joining());
        return inShort() + lines + "\n" + goodClient();
    }
}
