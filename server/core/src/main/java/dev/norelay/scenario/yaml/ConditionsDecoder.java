package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Condition;
import dev.norelay.scenario.Key;
import dev.norelay.scenario.Matcher;
import dev.norelay.session.Mechanism;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decodes {@code when}: what must hold for a rule to match. */
final class ConditionsDecoder {
    /** Where {@code none} says that there is nothing; elsewhere it is a text. */
    private static final Set<Key> MAY_LACK = EnumSet.of(Key.HELO, Key.USER, Key.MECHANISM);

    /** The keys whose words are all known. */
    private static final Map<Key, List<String>> VOCABULARIES = Map.of(
            Key.TLS, List.of("true", "false", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"),
            Key.MECHANISM,
                    Arrays.stream(Mechanism.values()).map(Mechanism::saslName).toList(),
            Key.PROPOSED,
                    Stream.concat(
                                    Stream.of("accepted", "refused"),
                                    Arrays.stream(Refusal.values()).map(Refusal::id))
                            .toList());

    private final Names names;
    private final Problems problems;

    ConditionsDecoder(Names names, Problems problems) {
        this.names = names;
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
            if (list.items().isEmpty()) {
                problems.add(list.place(), key.id() + ": found an empty list, expected at least one value", null);
            }
            return any.isEmpty() ? null : new Matcher.AnyOf(any);
        }
        if (found instanceof Tree.Mapping map) {
            return not(new Section("when." + key.id(), map, problems), key);
        }
        if (found == null) {
            when.refuse(key.id(), key.id() + ": found nothing, expected a value", null);
            return null;
        }
        return value(when, key, (Tree.Scalar) found);
    }

    private @Nullable Matcher not(Section section, Key key) {
        section.require("not", "write `" + key.id() + ": { not: … }`");
        Tree inner = section.tree("not");
        section.close();
        Matcher matcher = inner == null ? null : matcher(section, key, inner);
        return matcher == null ? null : new Matcher.Not(matcher);
    }

    private @Nullable Matcher value(Section when, Key key, Tree.Scalar found) {
        String text = found.text();
        try {
            return switch (key.kind()) {
                case TEXT -> text(when, key, found);
                case FLAG -> flag(when, key, found);
                case NUMBER, SIZE, DURATION -> Ranges.read(text, key.kind());
            };
        } catch (IllegalArgumentException e) {
            problems.add(found.place(), key.id() + ": " + e.getMessage(), null);
            return null;
        }
    }

    private @Nullable Matcher text(Section when, Key key, Tree.Scalar found) {
        String text = found.text();
        if (text.length() > 1 && text.startsWith("/") && text.endsWith("/")) {
            return Matcher.Regex.of(text.substring(1, text.length() - 1));
        }
        if (text.equals("none") && MAY_LACK.contains(key)) {
            return new Matcher.None();
        }
        List<String> known = key == Key.LISTENER ? List.copyOf(names.listeners()) : VOCABULARIES.get(key);
        if (known != null && !text.contains("*") && known.stream().noneMatch(text::equalsIgnoreCase)) {
            when.unknown(found, key.id(), known);
            return null;
        }
        return Matcher.Text.of(text);
    }

    private static @Nullable Matcher flag(Section when, Key key, Tree.Scalar found) {
        if (found.text().equals("true") || found.text().equals("false")) {
            return Matcher.flag(found.text().equals("true"));
        }
        when.mistake(found, key.id(), "true or false", null);
        return null;
    }
}
