package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says what the YAML parser could not read in a person's words, and what that person most likely meant. */
final class SyntaxErrors {
    private static final Pattern KEY_AND_TEXT = Pattern.compile("^[\\s-]*([^\\s:\"'{}]+):\\s+(\\S.*)$");
    private static final Pattern LAST_KEY_AND_TEXT = Pattern.compile("([^\\s:,{}\\[\\]]+):\\s+([^\"'\\s][^,]*)$");
    private static final Pattern NO_BLANK = Pattern.compile("^[\\s-]*[\\w-]+:\\S.*$");
    private static final Pattern OFFENDER = Pattern.compile("found character '(.+?)'");

    private final Source source;
    private final String said;
    private final Place place;
    /** Where what could not be read began. */
    private final Place start;

    private SyntaxErrors(Source source, MarkedYamlEngineException e) {
        this.source = source;
        this.said = String.valueOf(e.getProblem());
        this.place = place(source, e.getProblemMark().or(e::getContextMark).orElse(null));
        this.start = place(source, e.getContextMark().or(e::getProblemMark).orElse(null));
    }

    static Problem problem(Source source, MarkedYamlEngineException e) {
        return new SyntaxErrors(source, e).problem();
    }

    private static Place place(Source source, @Nullable Mark mark) {
        return mark == null ? new Place(source, 1, 1) : new Place(source, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private Problem problem() {
        if (said.startsWith("mapping values are not allowed")) {
            return unexpectedColon();
        }
        if (said.contains("cannot start any token")) {
            return badBeginning();
        }
        if (said.startsWith("expected ',' or")) {
            return insideBrackets();
        }
        if (said.startsWith("expected <block end>")) {
            return misplaced();
        }
        return other();
    }

    private Problem unexpectedColon() {
        String line = source.line(place.line());
        Matcher text = KEY_AND_TEXT.matcher(line);
        if (text.matches() && text.start(2) < place.column() - 1) {
            return place.problem(
                    "found `: ` inside a text that is not quoted",
                    "quote the text: " + text.group(1) + ": " + inQuotes(text.group(2)));
        }
        int above = place.line() - 1;
        while (above > 1 && source.line(above).isBlank()) {
            above--;
        }
        String before = source.line(above);
        if (NO_BLANK.matcher(before).matches()) {
            return new Place(source, above, before.indexOf(':') + 1)
                    .problem(
                            "a colon without a blank behind it, expected `key: value`", "put a blank behind the colon");
        }
        String hint = before.contains(":")
                ? "line it up with the keys above; a map begins on the line behind its key"
                : "line " + above + " has no colon: write it as `key: value`";
        return place.problem("found a key where none can stand", hint);
    }

    private Problem badBeginning() {
        Matcher matcher = OFFENDER.matcher(said);
        String offender = matcher.find() ? matcher.group(1) : "";
        if (offender.contains("TAB")) {
            return place.problem(
                    "found a tab, expected blanks: YAML indents with blanks only", "replace each tab by two blanks");
        }
        return place.problem("a text that begins with " + offender + " must be quoted", "write " + quotedFrom(place));
    }

    private Problem insideBrackets() {
        if (place.line() != start.line()) {
            String bracket = said.contains("'}'") ? "{" : "[";
            return start.problem(
                    "the `" + bracket + "` that opens here is not closed before line " + place.line(),
                    "close it with `" + (bracket.equals("{") ? "}" : "]") + "`, or look for a missing comma");
        }
        String before = source.line(place.line()).substring(0, Math.min(place.column() - 1, lineLength()));
        Matcher text = LAST_KEY_AND_TEXT.matcher(before);
        String hint = text.find()
                ? "quote the text: " + text.group(1) + ": \"" + text.group(2) + "…\""
                : "put a comma between the entries, or quotes around the text";
        return place.problem("inside { } and [ ], a text with `: `, a comma or a bracket must be quoted", hint);
    }

    private Problem misplaced() {
        if (said.contains("'<scalar>'") || said.contains("found '}'") || said.contains("found ']'")) {
            return place.problem(
                    "found something behind the end of a value",
                    "quote the whole text; inside '…' an apostrophe is doubled, inside \"…\" a quote is written \\\"");
        }
        if (said.contains("found '-'")) {
            return place.problem("found a list item, expected a key", "indent the list below its key");
        }
        if (said.contains("found '?'")) {
            return place.problem("found a key, expected a list item", "a level is either a list or a map");
        }
        return place.problem(
                "this line's indentation fits none of those above", "line it up with the keys it belongs to");
    }

    private Problem other() {
        if (said.startsWith("could not find expected ':'")) {
            return start.problem("found neither `key: value` nor a list item", "put a colon behind the key");
        }
        if (said.contains("unexpected end of stream")) {
            return start.problem("the quote that opens here is never closed", "close it on the same line");
        }
        if (said.contains("unknown escape")) {
            return place.problem(
                    "found a backslash that means nothing", "write \\\\ for a backslash, or use '…' in place of \"…\"");
        }
        if (said.startsWith("sequence entries are not allowed")) {
            return place.problem(
                    "a list cannot begin behind its key",
                    "begin it on the next line; a text that begins with - must be quoted");
        }
        if (said.startsWith("expected the node content")) {
            return place.problem("found no value, expected one", "look for a comma or bracket too many");
        }
        String line = source.line(start.line());
        if (start.column() <= line.length() && "*&!|>".indexOf(line.charAt(start.column() - 1)) >= 0) {
            char first = line.charAt(start.column() - 1);
            return start.problem("a text that begins with " + first + " must be quoted", "write " + quotedFrom(start));
        }
        return place.problem("not valid YAML: " + said, "quoting a text often helps");
    }

    private int lineLength() {
        return source.line(place.line()).length();
    }

    /** The text that begins there, quoted; inside brackets it ends before the next comma or bracket. */
    private String quotedFrom(Place from) {
        String line = source.line(from.line());
        int begin = Math.min(from.column() - 1, line.length());
        String before = line.substring(0, begin);
        String rest = line.substring(begin);
        boolean inBrackets = before.indexOf('{') >= 0 || before.indexOf('[') >= 0;
        return inQuotes(inBrackets ? rest.replaceFirst("[,\\]}].*$", "") : rest);
    }

    private static String inQuotes(String text) {
        return '"' + text.strip().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
