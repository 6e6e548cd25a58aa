package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Condition;
import dev.norelay.scenario.Key;
import dev.norelay.scenario.Matcher;
import dev.norelay.smtp.Moment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes {@code when}: what must hold for a rule to match. */
final class ConditionsDecoder {
    private final Problems problems;

    ConditionsDecoder(Problems problems) {
        this.problems = problems;
    }

    List<Condition> decode(Section rule, Moment on) {
        Section when = rule.section("when");
        List<Condition> conditions = new ArrayList<>();
        for (String word : when.names()) {
            Key key = Key.ofId(word).orElse(null);
            if (key == null) {
                unknown(when, word);
            } else if (!key.isKnownAt(on)) {
                when.refuse(word, word + " is not known at " + on.id(), knownAt(key));
            } else {
                Matcher matcher = matcher(when, key, when.tree(word));
                if (matcher != null) {
                    conditions.add(new Condition(key, matcher));
                }
            }
        }
        return conditions;
    }

    private static void unknown(Section when, String word) {
        List<String> known = Arrays.stream(Key.values()).map(Key::id).toList();
        String near = Words.didYouMean(word, known);
        when.refuse(
                word,
                "unknown key " + Words.quoted(word).replace('"', '`') + " in when",
                near == null ? "known here: " + Words.oneOf(known) : near);
    }

    private static String knownAt(Key key) {
        List<String> moments = Arrays.stream(Moment.values())
                .filter(moment -> moment != Moment.ANY && key.isKnownAt(moment))
                .map(Moment::id)
                .toList();
        return "it is known at " + Words.oneOf(moments);
    }

    private @Nullable Matcher matcher(Section when, Key key, @Nullable Tree found) {
        if (found instanceof Tree.Sequence list) {
            List<Matcher> any = new ArrayList<>();
            for (Tree item : list.items()) {
                Matcher each = matcher(when, key, item);
                if (each != null) {
                    any.add(each);
                }
            }
            return new Matcher.AnyOf(any);
        }
        if (found instanceof Tree.Mapping map) {
            Section not = new Section("when." + key.id(), map, problems);
            Matcher inner = matcher(not, key, not.tree("not"));
            not.close();
            return inner == null ? null : new Matcher.Not(inner);
        }
        if (found == null) {
            when.refuse(key.id(), key.id() + ": found nothing, expected a value", null);
            return null;
        }
        return value(when, key, (Tree.Scalar) found);
    }

    private @Nullable Matcher value(Section when, Key key, Tree.Scalar found) {
        String text = found.text();
        try {
            return switch (key.kind()) {
                case TEXT -> text(key, text);
                case FLAG -> flag(when, key, found);
                case NUMBER, SIZE, DURATION -> Ranges.read(text, key.kind());
            };
        } catch (IllegalArgumentException e) {
            problems.add(found.place(), key.id() + ": " + e.getMessage(), null);
            return null;
        }
    }

    private static Matcher text(Key key, String text) {
        if (text.length() > 1 && text.startsWith("/") && text.endsWith("/")) {
            return Matcher.Regex.of(text.substring(1, text.length() - 1));
        }
        boolean none = text.equals("none") && (key == Key.HELO || key == Key.USER);
        return none ? new Matcher.None() : Matcher.Text.of(text);
    }

    private static @Nullable Matcher flag(Section when, Key key, Tree.Scalar found) {
        if (found.text().equals("true") || found.text().equals("false")) {
            return Matcher.flag(found.text().equals("true"));
        }
        when.mistake(found, key.id(), "true or false", null);
        return null;
    }
}
