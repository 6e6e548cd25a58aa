package dev.norelay.standalone;

import dev.norelay.explain.Clue;
import dev.norelay.explain.Explanation;
import dev.norelay.explain.Likely;
import dev.norelay.smtp.Ids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An explanation, for a person and for programs.
 *
 * @param explanation itself
 * @param isCut whether only the beginning and the end of what was pasted were looked at
 */
record ExplainText(Explanation explanation, boolean isCut) {
    private static final int WIDEST = 80;
    private static final int LONGEST_QUOTE = 150;
    private static final int MOST_NAMES = 4;
    private static final int MOST_SOURCES = 2;
    private static final int MOST_CLUES = 3;
    private static final String CUT = "It is very long: only its first 256 KiB and its last 768 KiB were looked at.";

    String text(Paint paint, int width) {
        Folded text = new Folded(Math.min(width, WIDEST));
        if (!explanation.isKnown()) {
            unknown(text);
            return text.toString();
        }
        if (!explanation.format().isEmpty()) {
            text.line("", "A transcript (" + explanation.format() + "): " + explanation.course() + ".");
            text.blank();
        }
        for (int i = 0; i < explanation.causes().size(); i++) {
            cause(text, paint, i);
        }
        notes().forEach(note -> text.line("", note));
        return text.toString();
    }

    private void cause(Folded text, Paint paint, int index) {
        Likely likely = explanation.causes().get(index);
        text.raw(paint.bold((index + 1) + ". " + likely.cause().id()) + " "
                + paint.faint("(" + likely.confidence().id() + ")"));
        text.line("   ", likely.cause().sentence());
        // The whole of what is known is told of the first; of the others, what they are and how to try them.
        if (index == 0) {
            likely.because().stream().limit(MOST_CLUES).forEach(clue -> text.line("   Why: ", why(clue)));
        }
        text.line("   Remedy: ", likely.cause().remedy());
        likely.stories()
                .forEach(
                        story -> text.raw("   " + (story.equals(likely.stories().get(0)) ? "Replay: " : "        ")
                                + paint.good(story.command())));
        text.blank();
    }

    private static String why(Clue clue) {
        String sources =
                String.join("; ", clue.sources().stream().limit(MOST_SOURCES).toList());
        String source = sources.isEmpty() ? "" : " [" + sources + "]";
        return switch (clue.kind()) {
            case REPLY -> names(clue) + (clue.whose().size() == 1 ? " says" : " say") + ": " + quote(clue) + source;
            case CLIENT -> names(clue) + (clue.whose().size() == 1 ? " shows: " : " show: ") + quote(clue) + source;
            case CODE -> clue.text() + (clue.whose().isEmpty() ? "" : ", used by " + names(clue)) + source;
            case COURSE -> clue.text();
        };
    }

    private static String names(Clue clue) {
        String names = String.join(", ", clue.whose().stream().limit(MOST_NAMES).toList());
        int more = clue.whose().size() - MOST_NAMES;
        return more > 0 ? names + " and " + more + " more" : names;
    }

    private static String quote(Clue clue) {
        String text = clue.text();
        return "\"" + (text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text) + "\"";
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>(explanation.notes());
        if (isCut) {
            notes.add(CUT);
        }
        return notes;
    }

    private void unknown(Folded text) {
        text.line(
                "",
                explanation.format().isEmpty()
                        ? "Nothing in it was recognised: no reply code, no words of a server's, no words of a mail"
                                + " program's."
                        : "A transcript (" + explanation.format() + "): " + explanation.course()
                                + ". No refusal and no failure was recognised in it.");
        text.line(
                "",
                "Paste the whole message of the mail program, with the server's words if it shows any; or a transcript,"
                        + " such as curl -v writes. A file is read if it is there under the name given.");
        if (isCut) {
            text.line("", CUT);
        }
    }

    Map<String, Object> json() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("format", explanation.format());
        shown.put("course", explanation.course());
        shown.put("causes", explanation.causes().stream().map(ExplainText::json).toList());
        shown.put("notes", notes());
        return shown;
    }

    private static Map<String, Object> json(Likely likely) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("cause", likely.cause().id());
        shown.put("confidence", likely.confidence().id());
        shown.put("sentence", likely.cause().sentence());
        shown.put("remedy", likely.cause().remedy());
        shown.put("because", likely.because().stream().map(ExplainText::json).toList());
        shown.put("stories", likely.stories().stream().map(ExplainText::json).toList());
        return shown;
    }

    private static Map<String, Object> json(Clue clue) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("kind", Ids.of(clue.kind()));
        shown.put("text", clue.text());
        shown.put("whose", clue.whose());
        shown.put("sources", clue.sources());
        return shown;
    }

    private static Map<String, Object> json(Likely.Story story) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", story.name());
        shown.put("title", story.title());
        shown.put("command", story.command());
        return shown;
    }
}
