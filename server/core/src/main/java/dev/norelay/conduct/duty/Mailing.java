package dev.norelay.conduct.duty;

import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.Message;
import dev.norelay.smtp.Command;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One mail transaction of a client, as far as it came. */
final class Mailing {
    private final Dialogue dialogue;
    private final Turn mail;
    private final List<Turn> rcpts = new ArrayList<>();
    private @Nullable Turn data;
    private @Nullable Turn content;

    Mailing(Dialogue dialogue, Turn mail) {
        this.dialogue = dialogue;
        this.mail = mail;
    }

    void add(Turn turn) {
        if (turn.is(Command.Rcpt.class)) {
            rcpts.add(turn);
        } else if (turn.is(Command.Data.class) || turn.is(Command.Bdat.class)) {
            data = turn;
        } else if (turn.content().isPresent()) {
            content = turn;
        }
    }

    Dialogue dialogue() {
        return dialogue;
    }

    Turn mail() {
        return mail;
    }

    List<Turn> rcpts() {
        return rcpts;
    }

    Optional<Turn> data() {
        return Optional.ofNullable(data);
    }

    /** The whole message, if it was sent. */
    Optional<Turn> content() {
        return Optional.ofNullable(content);
    }

    /** MAIL, RCPT, DATA and the message, in the client's order. */
    Stream<Turn> turns() {
        return Stream.of(Stream.of(mail), rcpts.stream(), data().stream(), content().stream())
                .flatMap(each -> each);
    }

    /** Of MAIL. */
    Map<String, String> parameters() {
        return mail.as(Command.Mail.class).orElseThrow().parameters();
    }

    /** Whether it was declared to be in lines of text, as all is that is not BODY=BINARYMIME (RFC 3030 §3). */
    boolean isInLines() {
        return !"BINARYMIME".equalsIgnoreCase(parameters().get("BODY"));
    }

    /** The forward-path of a RCPT, for comparing. */
    static String path(Turn rcpt) {
        return rcpt.as(Command.Rcpt.class).orElseThrow().forwardPath().normalized();
    }

    /** To whom the client asked the server to send it. */
    Set<String> named() {
        return paths(rcpts.stream());
    }

    /** Those whom the server accepted. */
    Set<String> accepted() {
        return paths(rcpts.stream().filter(rcpt -> rcpt.code() / 100 == 2));
    }

    private static Set<String> paths(Stream<Turn> rcpts) {
        Set<String> paths = new LinkedHashSet<>();
        rcpts.map(Mailing::path).forEach(paths::add);
        return paths;
    }

    /** The message that the server took over, if it did. */
    Optional<Message> message() {
        return content()
                .flatMap(turn -> turn.first(Event.MessageTaken.class))
                .map(Entry::event)
                .map(event -> ((Event.MessageTaken) event).message());
    }

    /** What makes a request the same again, in the same sequence (RFC 5321 §4.2.1), up to MAIL. */
    List<Object> beginning() {
        Standing standing = mail.standing();
        return List.of(dialogue.listener(), standing.tls(), standing.user(), mail.line());
    }
}
