package dev.norelay.scenario.yaml;

import dev.norelay.session.Wording;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decodes {@code replies}: when and how a server says its refusals. */
final class WordingsDecoder {
    /** The moments of a mail transaction, in their order: a refusal may come later than its reason, never earlier. */
    private static final List<Moment> TRANSACTION = List.of(Moment.MAIL, Moment.RCPT, Moment.DATA, Moment.END_OF_DATA);

    private static final List<String> PLACEHOLDERS =
            List.of("recipient", "recipient-domain", "sender", "user", "helo", "client", "hostname", "max-size");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}\\s]{1,40})}");

    private final Section replies;
    private final Problems problems;

    WordingsDecoder(Section replies, Problems problems) {
        this.replies = replies;
        this.problems = problems;
    }

    Map<Refusal, Wording> decode() {
        Map<Refusal, Wording> wordings = new EnumMap<>(Refusal.class);
        for (String id : replies.names()) {
            Refusal refusal = Refusal.ofId(id).orElse(null);
            if (refusal == null) {
                unknown(id);
            } else {
                wordings.put(refusal, wording(id, refusal));
            }
        }
        return wordings;
    }

    private void unknown(String id) {
        List<String> known = Arrays.stream(Refusal.values()).map(Refusal::id).toList();
        String near = Words.didYouMean(id, known);
        problems.add(
                replies.key(id),
                Words.quoted(id) + " is not a refusal that norelay knows",
                near == null ? "known: " + Words.oneOf(known) : near);
    }

    private Wording wording(String id, Refusal refusal) {
        Tree found = replies.tree(id);
        if (found == null) {
            return Wording.plain(refusal);
        }
        if (!(found instanceof Tree.Mapping)) {
            return new Wording(refusal.moment(), reply(found, id, refusal));
        }
        Section section = replies.section(id);
        Tree text = section.tree("text");
        Moment at = at(section, refusal);
        // Where the words were met; said for the reader of a dialect.
        section.text("source");
        section.close();
        return new Wording(at, text == null ? refusal.words() : reply(text, "text", refusal));
    }

    private static Moment at(Section section, Refusal refusal) {
        Tree.Scalar found = section.scalar("at", "a moment");
        if (found == null) {
            return refusal.moment();
        }
        List<Moment> allowed = allowed(refusal);
        Moment at = Moment.ofId(found.text()).orElse(null);
        if (at == null || !allowed.contains(at)) {
            String hint = at == null
                    ? Words.didYouMean(
                            found.text(), allowed.stream().map(Moment::id).toList())
                    : "the reason for " + refusal.id() + " is known at these moments only";
            String expected = Words.oneOf(allowed.stream().map(Moment::id).toList());
            section.mistake(found, "at", expected, hint);
            return refusal.moment();
        }
        return at;
    }

    /** When a server may say a refusal: as soon as it knows the reason, or later in the mail transaction. */
    private static List<Moment> allowed(Refusal refusal) {
        // RFC 1870 §6.1: a size may be declared with MAIL.
        Moment known = refusal == Refusal.TOO_LARGE ? Moment.MAIL : refusal.moment();
        int first = TRANSACTION.indexOf(known);
        return first < 0 ? List.of(known) : TRANSACTION.subList(first, TRANSACTION.size());
    }

    private Reply reply(Tree found, String key, Refusal refusal) {
        List<Tree> lines = found instanceof Tree.Sequence sequence ? sequence.items() : List.of(found);
        List<Reply.Line> read = new ArrayList<>(lines.size());
        for (Tree line : lines) {
            Tree.Scalar text = replies.scalar(line, key, "a reply, such as \"550 5.7.1 no\"");
            Reply.Line each = text == null ? null : line(text, key);
            if (each != null) {
                read.add(each);
            }
        }
        if (lines.isEmpty()) {
            problems.add(found.place(), key + ": found an empty list, expected the lines of a reply", null);
        }
        if (lines.isEmpty() || read.size() < lines.size()) {
            return refusal.words();
        }
        Reply reply = new Reply(read);
        if (reply.code() < 400 || reply.code() > 599) {
            String message = key + ": found the code " + reply.code() + ", expected 400 to 599: this is a refusal";
            problems.add(lines.get(lines.size() - 1).place(), message, "4xx says \"not now\", 5xx says \"never\"");
        }
        return reply;
    }

    private Reply.@Nullable Line line(Tree.Scalar found, String key) {
        if (found.text().indexOf('\n') >= 0) {
            problems.add(
                    found.place(),
                    key + ": found a text of several lines, expected a list of lines, each with its code",
                    "write `" + key + ": [\"550-first line\", \"550 last line\"]`; norelay sets hyphen and blank");
            return null;
        }
        placeholders(found, key);
        try {
            return Reply.parse(List.of(found.text())).lines().get(0);
        } catch (IllegalArgumentException e) {
            problems.add(found.place(), key + ": " + e.getMessage(), null);
            return null;
        }
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
