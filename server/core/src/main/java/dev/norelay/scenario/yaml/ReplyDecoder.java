package dev.norelay.scenario.yaml;

import dev.norelay.session.Placeholders;
import dev.norelay.smtp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decodes a reply: a text with its code, or a list of them, one a line. */
final class ReplyDecoder {
    private static final List<String> PLACEHOLDERS = Placeholders.NAMES;
    private static final Pattern OCTET = Pattern.compile("\\\\x([89a-fA-F][0-9a-fA-F])");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}\\s]{1,40})}");

    private final Section section;
    private final Problems problems;

    ReplyDecoder(Section section, Problems problems) {
        this.section = section;
        this.problems = problems;
    }

    /** The reply, or null, reported, where a line of it is none. */
    @Nullable
    Reply decode(Tree found, String key) {
        List<Tree> lines = found instanceof Tree.Sequence sequence ? sequence.items() : List.of(found);
        List<Reply.Line> read = new ArrayList<>(lines.size());
        for (Tree line : lines) {
            Tree.Scalar text = section.scalar(line, key, "a reply, such as \"550 5.7.1 no\"");
            Reply.Line each = text == null ? null : line(text, key);
            if (each != null) {
                read.add(each);
            }
        }
        if (lines.isEmpty()) {
            problems.add(found.place(), key + ": found an empty list, expected the lines of a reply", null);
        }
        return lines.isEmpty() || read.size() < lines.size() ? null : new Reply(read);
    }

    private Reply.@Nullable Line line(Tree.Scalar found, String key) {
        if (found.text().indexOf('\n') >= 0) {
            problems.add(
                    found.place(),
                    key + ": found a text of several lines, expected a list of lines, each with its code",
                    "write `" + key + ": [\"550-first line\", \"550 last line\"]`; norelay sets hyphen and blank");
            return null;
        }
        try {
            return Reply.parse(List.of(text(found, key))).lines().get(0);
        } catch (IllegalArgumentException e) {
            problems.add(found.place(), key + ": " + e.getMessage(), null);
            return null;
        }
    }

    /** A text with its placeholders looked at, and octets that are not UTF-8 put in: {@code \xc7}. */
    String text(Tree.Scalar found, String key) {
        placeholders(found, key);
        return OCTET.matcher(found.text())
                .replaceAll(octet -> String.valueOf(Reply.octet(Integer.parseInt(octet.group(1), 16))));
    }

    private void placeholders(Tree.Scalar found, String key) {
        Matcher matcher = PLACEHOLDER.matcher(found.text());
        while (matcher.find()) {
            String name = matcher.group(1);
            if (!PLACEHOLDERS.contains(name)) {
                String near = Words.didYouMean(name, PLACEHOLDERS);
                problems.add(
                        found.place(),
                        key + ": unknown placeholder `{" + name + "}`",
                        near == null ? "known: " + Words.oneOf(PLACEHOLDERS) : near);
            }
        }
    }
}
