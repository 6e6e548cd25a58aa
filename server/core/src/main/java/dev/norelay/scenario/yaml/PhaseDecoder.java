package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Client;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Mail;
import dev.norelay.scenario.Phase;
import dev.norelay.scenario.Server;
import dev.norelay.session.Security;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes one phase, all layers laid: the mail, the person's settings, and the server that they meet. */
final class PhaseDecoder {
    private static final int MOST_MAILS = 100_000;

    private final Section story;
    private final Problems problems;

    PhaseDecoder(Tree.Mapping story, Problems problems) {
        this.story = new Section("", story, problems);
        this.problems = problems;
    }

    Phase decode(String name) {
        Client client = client(story.section("client"));
        Server server = new ServerDecoder(story.section("server"), problems).decode();
        requireListener(client, server.listeners());
        return new Phase(name, mail(story.section("mail")), client, server);
    }

    /** Looks for mistakes in each part by itself, without asking whether the parts fit together. */
    void check() {
        client(story.section("client"));
        new ServerDecoder(story.section("server"), problems).decode();
        mail(story.section("mail"));
    }

    private Mail mail(Section section) {
        List<String> to = section.texts("to", Mail.DEFAULT.to());
        Tree list = section.tree("to");
        if (list instanceof Tree.Sequence && to.isEmpty()) {
            section.mistake(list, "to", "at least one recipient", "write `to: [bob@partner.test]`");
        }
        Mail mail = new Mail(
                section.text("from", Mail.DEFAULT.from()),
                to,
                section.size("size", Mail.DEFAULT.size()),
                section.number("count", 1, MOST_MAILS, Mail.DEFAULT.count()));
        section.close();
        return mail;
    }

    private static Client client(Section section) {
        Client client = new Client(
                section.text("listener", "submission"),
                section.textOrBlank("host"),
                port(section),
                section.word("security", Security.values(), Security.STARTTLS),
                section.textOrBlank("user"),
                section.textOrBlank("password"),
                section.textOrBlank("token"),
                section.duration("clock", Duration.ZERO),
                ServerDecoder.versions(section, "tls", List.of()));
        section.close();
        return client;
    }

    private static @Nullable Integer port(Section section) {
        return section.tree("port") == null ? null : section.number("port", 0, ServerDecoder.HIGHEST_PORT);
    }

    private void requireListener(Client client, Map<String, Listener> listeners) {
        Tree named = story.section("client").tree("listener");
        boolean literal = client.host() != null && client.port() != null;
        // No listeners at all: their section was no map, and that has been said.
        if (named == null || literal || listeners.isEmpty() || listeners.containsKey(client.listener())) {
            return;
        }
        String near = Words.didYouMean(client.listener(), listeners.keySet());
        problems.add(
                named.place(),
                "listener: the server has no listener " + Words.quoted(client.listener()) + ", expected "
                        + Words.oneOf(listeners.keySet()),
                near == null ? "for a port that is nobody's, write `host:` and `port:` in place of `listener:`" : near);
    }
}
