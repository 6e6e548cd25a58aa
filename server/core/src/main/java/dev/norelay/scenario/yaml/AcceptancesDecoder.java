package dev.norelay.scenario.yaml;

import dev.norelay.session.Acceptances;
import dev.norelay.session.Acceptances.When;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Reply;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes {@code greeting}, {@code ehlo} and {@code accepts}: how a server says yes. */
final class AcceptancesDecoder {
    /** At which a server says yes in words of its own; the list at EHLO is a thing of its own. */
    static final List<Moment> MOMENTS = List.of(
            Moment.STARTTLS,
            Moment.AUTH,
            Moment.MAIL,
            Moment.RCPT,
            Moment.DATA,
            Moment.END_OF_DATA,
            Moment.RSET,
            Moment.NOOP,
            Moment.QUIT);

    private final Section server;
    private final Problems problems;

    AcceptancesDecoder(Section server, Problems problems) {
        this.server = server;
        this.problems = problems;
    }

    Acceptances decode() {
        Map<Moment, Reply> replies = new EnumMap<>(Moment.class);
        say(server, "greeting", Moment.CONNECT, replies);
        Section accepts = server.section("accepts");
        for (String id : accepts.names()) {
            Moment moment = Moment.ofId(id).filter(MOMENTS::contains).orElse(null);
            if (moment == null) {
                unknown(accepts, id);
            } else {
                say(accepts, id, moment, replies);
            }
        }
        return new Acceptances(replies, ehlo());
    }

    private void unknown(Section accepts, String id) {
        List<String> known = MOMENTS.stream().map(Moment::id).toList();
        String near = id.equals("connect")
                ? "the greeting is `greeting:`, beside `accepts:`"
                : id.equals("ehlo") ? "the list is `ehlo:`, beside `accepts:`" : Words.didYouMean(id, known);
        problems.add(
                accepts.key(id),
                Words.quoted(id) + " is no moment at which a server says yes in words of its own",
                near == null ? "known: " + Words.oneOf(known) : near);
    }

    private void say(Section parent, String key, Moment moment, Map<Moment, Reply> replies) {
        Tree found = parent.tree(key);
        if (found == null) {
            return;
        }
        Section owner = parent;
        String name = key;
        if (found instanceof Tree.Mapping) {
            owner = parent.section(key);
            owner.require("text", "write `text: …`, a code and the words");
            name = "text";
            found = owner.tree(name);
            owner.text("source"); // where the words were met; for the reader of a dialect
            owner.close();
        }
        Reply reply = found == null ? null : new ReplyDecoder(owner, problems).decode(found, name);
        if (found != null && reply != null) {
            requireYes(found, name, moment, reply);
            replies.put(moment, reply);
        }
    }

    private void requireYes(Tree found, String key, Moment moment, Reply reply) {
        int first = moment == Moment.DATA ? 300 : 200; // RFC 5321 §4.2.1
        if (reply.code() < first || reply.code() >= first + 100) {
            Tree last = found instanceof Tree.Sequence lines
                    ? lines.items().get(lines.items().size() - 1)
                    : found;
            String expected = "expected " + first + " to " + (first + 99) + ": this is a yes";
            String hint = "how a server says no is for `replies:`; whether it does, for `policy:` and `rules:`";
            problems.add(last.place(), key + ": found the code " + reply.code() + ", " + expected, hint);
        }
    }

    private List<Acceptances.Line> ehlo() {
        Section owner = server;
        String key = "ehlo";
        if (server.tree(key) instanceof Tree.Mapping) {
            owner = server.section(key);
            key = "lines";
            owner.require(key, "write `lines: […]`, the first line's text, then the keywords");
        }
        List<Tree> items = owner.tree(key) == null ? null : owner.items(key);
        List<Acceptances.Line> lines = new ArrayList<>();
        for (Tree item : items == null ? List.<Tree>of() : items) {
            Acceptances.Line line = line(owner, key, item);
            if (line != null) {
                lines.add(line);
            }
        }
        if (items != null && items.isEmpty()) {
            owner.refuse(key, key + ": found an empty list, expected the first line's text, then the keywords", null);
        } else if (!lines.isEmpty() && lines.get(0).when() != When.ALWAYS) {
            owner.refuse(key, key + ": the first line is there before and in TLS", "begin with \"{hostname}\"");
        }
        if (owner != server) {
            owner.texts("sources", List.of());
            owner.close();
        }
        return lines;
    }

    private Acceptances.@Nullable Line line(Section owner, String key, Tree item) {
        if (item instanceof Tree.Mapping map) {
            Section section = new Section(key, map, problems);
            boolean before = section.has("before-tls");
            String when = before ? "before-tls" : "in-tls";
            if (!section.has(when)) {
                owner.mistake(item, key, "a text, or a map with `before-tls: …` or `in-tls: …`", null);
                return null;
            }
            Acceptances.Line line = text(section, when, section.tree(when), before ? When.BEFORE_TLS : When.IN_TLS);
            section.close();
            return line;
        }
        return text(owner, key, item, When.ALWAYS);
    }

    private Acceptances.@Nullable Line text(Section owner, String key, @Nullable Tree item, When when) {
        Tree.Scalar found =
                item == null ? null : owner.scalar(item, key, "the text of a line, such as SIZE {max-size}");
        if (found == null) {
            return null;
        }
        if (found.text().matches("\\d{3}[ -].*")) {
            owner.mistake(
                    found,
                    key,
                    "the text alone, without its code",
                    "write " + found.text().substring(4));
        }
        if (found.text().isEmpty() || found.text().indexOf('\n') >= 0) {
            owner.mistake(found, key, "one line", null);
            return null;
        }
        return new Acceptances.Line(new ReplyDecoder(owner, problems).text(found, key), when);
    }
}
