package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Makes a tree out of YAML. It takes the parser's events as they come, so that nothing is resolved, expanded or
 * constructed: aliases, anchors and tags are mistakes, and a bomb never goes off.
 */
final class TreeReader {
    private static final int DEEPEST = 32;

    /** The file has a mistake behind which nothing can be read. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        Unreadable(Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }
    }

    private final Source source;
    private final Problems problems;
    private final Parser parser;
    private final Set<String> aliases = new HashSet<>();

    private TreeReader(Source source, Problems problems) {
        LoadSettings settings = LoadSettings.builder().build();
        this.source = source;
        this.problems = problems;
        this.parser = new ParserImpl(settings, new StreamReader(settings, source.text()));
    }

    /** The one document of a file, or null where none can be read; the reasons are among the problems then. */
    static @Nullable Tree read(Source source, Problems problems) {
        try {
            requireText(source);
            return new TreeReader(source, problems).document();
        } catch (Unreadable e) {
            problems.add(e.problem);
        } catch (MarkedYamlEngineException e) {
            problems.add(SyntaxErrors.problem(source, e));
        } catch (RuntimeException e) {
            // The parser lets others out, too: a NumberFormatException for "\U99999999", YamlVersionException, …
            problems.add(source.problem("not valid YAML: " + e.getMessage(), "correct the file, or write it anew"));
        }
        return null;
    }

    private static void requireText(Source source) {
        int line = 1;
        int column = 1;
        String text = source.text();
        for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (!StreamReader.isPrintable(c)) {
                String found = String.format("found the character U+%04X, which no text holds", c);
                String hint =
                        "is this a scenario file, and is it UTF-8? inside \"…\", such a character is written \\xNN";
                throw new Unreadable(source.problem(line, column, found, hint));
            }
            line += c == '\n' ? 1 : 0;
            column = c == '\n' ? 1 : column + 1;
        }
    }

    private @Nullable Tree document() {
        parser.next();
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            return empty();
        }
        parser.next();
        Tree tree = node(0);
        parser.next();
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            String hint = "put each scenario into a file of its own";
            problems.add(place(parser.next()), "a second document begins here, expected one scenario a file", hint);
        }
        return tree == null || tree.isNothing() ? empty() : tree;
    }

    private @Nullable Tree empty() {
        String hint = "write at least two lines: `norelay: 1` and `title: …`";
        problems.add(source.problem("the file is empty, expected a scenario", hint));
        return null;
    }

    /** The next node, or null where an alias stands in its place. */
    private @Nullable Tree node(int depth) {
        Event event = parser.next();
        Place place = place(event);
        if (depth > DEEPEST) {
            String hint = "no scenario needs more than eight";
            throw new Unreadable(place.problem("more than " + DEEPEST + " levels of lists and maps", hint));
        }
        if (event instanceof AliasEvent alias) {
            String name = alias.getAlias().getValue();
            if (aliases.add(name)) {
                String hint = "write the value out; a text that begins with * must be quoted";
                problems.add(place, "found the alias `*" + name + "`, expected a value", hint);
            }
            return null;
        }
        requireBare(place, (NodeEvent) event);
        if (event instanceof ScalarEvent scalar) {
            // A block (| or >) ends with a line's end that nobody means; blanks in quotes are meant.
            boolean quoted = scalar.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED
                    || scalar.getScalarStyle() == ScalarStyle.SINGLE_QUOTED;
            String text = quoted ? scalar.getValue() : scalar.getValue().stripTrailing();
            return new Tree.Scalar(place, text, scalar.isPlain());
        }
        return event instanceof MappingStartEvent ? mapping(place, depth) : sequence(place, depth);
    }

    private void requireBare(Place place, NodeEvent event) {
        if (event.getAnchor().isPresent()) {
            String hint = "leave it out: no alias may use it; a text that begins with & must be quoted";
            problems.add(place, "found the anchor `&" + event.getAnchor().get() + "`, expected a value", hint);
        }
        boolean tagged = event instanceof ScalarEvent scalar
                ? scalar.getTag().isPresent()
                : event instanceof CollectionStartEvent start && start.getTag().isPresent();
        if (tagged) {
            String hint = "leave the tag out; a text that begins with ! must be quoted";
            problems.add(place, "found a tag, expected a value", hint);
        }
    }

    private Tree.Sequence sequence(Place place, int depth) {
        List<Tree> items = new ArrayList<>();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            Tree item = node(depth + 1);
            if (item != null) {
                items.add(item);
            }
        }
        parser.next();
        return new Tree.Sequence(place, items);
    }

    private Tree.Mapping mapping(Place place, int depth) {
        Map<String, Tree.Entry> entries = new LinkedHashMap<>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            Tree key = node(depth + 1);
            Tree value = node(depth + 1);
            if (key instanceof Tree.Scalar name && value != null) {
                put(entries, name, value);
            } else if (key != null && value != null) {
                String hint = "a text that begins with { or [ must be quoted";
                problems.add(key.place(), "found " + key.kind() + ", expected a key", hint);
            }
        }
        parser.next();
        return new Tree.Mapping(place, entries);
    }

    private void put(Map<String, Tree.Entry> entries, Tree.Scalar key, Tree value) {
        Tree.Entry first = entries.putIfAbsent(key.text(), new Tree.Entry(key.place(), value));
        if (first != null) {
            String message = "the key `" + key.text() + "` is here twice, first in line "
                    + first.key().line();
            problems.add(key.place(), message, "keep one of them");
        }
    }

    private Place place(Event event) {
        Mark mark = event.getStartMark().orElseThrow();
        return new Place(source, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
