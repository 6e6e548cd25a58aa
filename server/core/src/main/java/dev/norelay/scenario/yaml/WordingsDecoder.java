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

/** Decodes {@code replies}: when and how a server says its refusals. */
final class WordingsDecoder {
    /** The moments of a mail transaction, in their order: a refusal may come later than its reason, never earlier. */
    private static final List<Moment> TRANSACTION = List.of(Moment.MAIL, Moment.RCPT, Moment.DATA, Moment.END_OF_DATA);

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
        int first = TRANSACTION.indexOf(refusal.moment());
        List<Moment> later = first < 0 ? List.of(refusal.moment()) : TRANSACTION.subList(first, TRANSACTION.size());
        if (refusal != Refusal.TLS_REQUIRED) {
            return later;
        }
        // RFC 4954 §4: AUTH, which comes first, may need TLS too.
        List<Moment> all = new ArrayList<>(List.of(Moment.AUTH));
        all.addAll(later);
        return all;
    }

    private Reply reply(Tree found, String key, Refusal refusal) {
        Reply reply = new ReplyDecoder(replies, problems).decode(found, key);
        if (reply == null) {
            return refusal.words();
        }
        if (reply.code() < 400 || reply.code() > 599) {
            Tree last = found instanceof Tree.Sequence lines
                    ? lines.items().get(lines.items().size() - 1)
                    : found;
            String message = key + ": found the code " + reply.code() + ", expected 400 to 599: this is a refusal";
            problems.add(last.place(), message, "4xx says \"not now\", 5xx says \"never\"");
        }
        return reply;
    }
}
