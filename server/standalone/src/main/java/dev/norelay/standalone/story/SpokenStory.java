package dev.norelay.standalone.story;

import dev.norelay.scenario.Dialect;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Rehearsal;
import dev.norelay.scenario.Rehearsal.Exchange;
import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import dev.norelay.session.ServerProfile;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A story as one dialect tells it: the dialogue of the first attempt, and of each reply whose words it has.
 *
 * @param dialect in which it is spoken
 * @param scenario so spoken
 * @param unmet why the dialect cannot play it as it is meant, in one sentence
 * @param dialogue of the first attempt
 */
public record SpokenStory(Dialect dialect, Scenario scenario, Optional<String> unmet, List<Exchange> dialogue) {
    /** The dialect of a server that has no words of its own. */
    public static final String PLAIN = "plain";

    private static final String STORY = "story";

    /** A story of the catalogue. */
    public static SpokenStory of(String name, String dialectName) {
        return of(Catalogue.dialect(dialectName), Catalogue.scenario(name), Catalogue.scenario(name, dialectName));
    }

    /**
     * Any story.
     *
     * @param own as it stands in its file
     * @param spoken the same in the dialect
     */
    public static SpokenStory of(Dialect dialect, Scenario own, Scenario spoken) {
        return new SpokenStory(dialect, spoken, dialect.unmet(own, spoken), Rehearsal.of(spoken, Phase.BROKEN));
    }

    /** For a person. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, scenario.title());
        String known = dialect.isFull() ? "full" : "partial";
        line(text, "Spoken by " + dialect.title() + " (" + known + "). Behind each reply: whose words they are.");
        unmet.ifPresent(sentence -> line(text, "Not as it is meant: " + sentence + "."));
        line(text, "");
        if (dialogue.isEmpty()) {
            line(text, "The client does not come to speak with the server.");
        }
        for (Exchange each : dialogue) {
            if (!each.command().isEmpty()) {
                line(text, "C: " + each.command());
            }
            if (each.reply() == null) {
                line(text, "(the server does something else at " + each.moment().id() + ")");
            } else {
                String[] lines = each.reply().toString().split("\r\n", -1);
                for (int i = 0; i < lines.length - 1; i++) {
                    line(text, "S: " + lines[i] + (i == lines.length - 2 ? "    [" + words(each) + "]" : ""));
                }
            }
        }
        refusal().ifPresent(each -> {
            line(text, "");
            Refusal refusal = each.refusal();
            line(text, "Refused at " + each.moment().id() + (refusal == null ? "" : ": " + refusal.id()));
            sources(each).forEach(source -> line(text, "Source: " + source));
        });
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append(System.lineSeparator());
    }

    /** For programs. */
    public Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("dialect", StoryJson.dialect(dialect));
        shown.put("unmet", unmet.orElse(null));
        List<Object> all = new ArrayList<>();
        for (Exchange each : dialogue) {
            Map<String, @Nullable Object> exchange = new LinkedHashMap<>();
            exchange.put("command", each.command().isEmpty() ? null : each.command());
            exchange.put("moment", each.moment().id());
            exchange.put("reply", each.reply() == null ? null : lines(each.reply()));
            exchange.put(
                    "refusal", each.refusal() == null ? null : each.refusal().id());
            exchange.put("words", words(each));
            exchange.put("sources", sources(each));
            all.add(exchange);
        }
        shown.put("dialogue", all);
        return shown;
    }

    private static List<String> lines(Reply reply) {
        return List.of(reply.toString().stripTrailing().split("\r\n"));
    }

    private Optional<Exchange> refusal() {
        return dialogue.stream()
                .filter(each -> each.reply() != null && each.reply().code() >= 400)
                .reduce((first, second) -> second);
    }

    /** Whose words a reply has: those of the dialect, of {@code plain}, of the story. */
    private String words(Exchange exchange) {
        if (exchange.ruled() && exchange.refusal() == null) {
            return STORY;
        }
        String key = key(exchange);
        if (key.startsWith("replies.") && !isDialects(exchange)) {
            return STORY;
        }
        return dialect.sources().containsKey(key) ? dialect.name() : PLAIN;
    }

    private boolean isDialects(Exchange exchange) {
        ServerProfile own = dialect.server().profile();
        ServerProfile spoken = scenario.broken().server().profile();
        return exchange.refusal() == null || own.wording(exchange.refusal()).equals(spoken.wording(exchange.refusal()));
    }

    private List<String> sources(Exchange exchange) {
        return words(exchange).equals(dialect.name())
                ? dialect.sources().getOrDefault(key(exchange), List.of())
                : List.of();
    }

    private static String key(Exchange exchange) {
        if (exchange.refusal() != null) {
            return "replies." + exchange.refusal().id();
        }
        if (exchange.reply() == null
                || exchange.reply().code() >= 400
                || exchange.reply().code() == 334) {
            return "";
        }
        return switch (exchange.moment()) {
            case CONNECT -> "greeting";
            case EHLO -> "ehlo";
            default -> "accepts." + exchange.moment().id();
        };
    }
}
