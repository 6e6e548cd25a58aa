package dev.norelay.conduct.duty;

import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a client said, a command or a whole message, and what became of it.
 *
 * @param said the entry of it
 * @param standing what the client knew
 * @param rest what happened until it said the next thing, in order
 * @param before the turn before this one; null for the first of a session
 * @param last whether the client said nothing behind it, but for what came with it
 */
record Turn(
        Entry said,
        Standing standing,
        List<Entry> rest,
        @Nullable Turn before,
        boolean last) {
    /** Who answers later than this may be interrupted by a client that has given up waiting. */
    private static final Duration PROMPT = Duration.ofSeconds(1);

    int session() {
        return said.session();
    }

    /** The command, if it is one of that kind. */
    <C extends Command> Optional<C> as(Class<C> kind) {
        return said.event() instanceof Event.CommandReceived received && kind.isInstance(received.command())
                ? Optional.of(kind.cast(received.command()))
                : Optional.empty();
    }

    boolean is(Class<? extends Command> kind) {
        return as(kind).isPresent();
    }

    /** The command's line for a person's eyes, secrets masked. */
    String line() {
        return said.event() instanceof Event.CommandReceived received ? received.shown() : "the message";
    }

    /** The message that came to its end, if this is one. */
    Optional<Event.ContentReceived> content() {
        return said.event() instanceof Event.ContentReceived content ? Optional.of(content) : Optional.empty();
    }

    Moment moment() {
        return said.event() instanceof Event.CommandReceived received
                ? received.command().moment()
                : Moment.END_OF_DATA;
    }

    /** The answer to it; null where there was none, or none that is a reply. */
    @Nullable
    Entry reply() {
        return first(Turn::isAnswer).orElse(null);
    }

    private static boolean isAnswer(Event event) {
        return event instanceof Event.ReplySent sent
                && sent.octets() == null
                && sent.moment() != Moment.IDLE
                && sent.moment() != Moment.ANY;
    }

    /** The code of the answer; 0 where there is none. */
    int code() {
        Entry reply = reply();
        return reply != null && reply.event() instanceof Event.ReplySent sent
                ? sent.reply().code()
                : 0;
    }

    /** Whether the answer begins with this digit, and the client has it for all that is known. */
    boolean hears(int digit) {
        return code() / 100 == digit && isPlain() && (!last || !isSpoilt());
    }

    /** Whether the client had the answer without doubt: it went on behind it. */
    boolean certainlyHears(int digit) {
        return hears(digit) && !last;
    }

    /** Whether all lines of the answer have one code, as RFC 5321 §4.2.1 wants. */
    private boolean isPlain() {
        Entry reply = reply();
        return reply != null
                && reply.event() instanceof Event.ReplySent sent
                && sent.reply().lines().stream()
                        .allMatch(line -> line.code() == sent.reply().code());
    }

    /** Whether something was done to the connection on purpose before the client's next word. */
    boolean isSpoilt() {
        return any(Event.FaultEnacted.class);
    }

    boolean any(Class<? extends Event> kind) {
        return first(kind::isInstance).isPresent();
    }

    Optional<Entry> first(Predicate<Event> wanted) {
        return rest.stream().filter(entry -> wanted.test(entry.event())).findFirst();
    }

    Optional<Entry> first(Class<? extends Event> kind) {
        return first(kind::isInstance);
    }

    /** Whether it came with the turn before it, or with the greeting, though that had still to be answered. */
    boolean pipelined() {
        return said.event() instanceof Event.CommandReceived received && received.pipelined();
    }

    /** Whether the client spoke without waiting for an answer that came at once: it had no reason to give up. */
    boolean overtakes() {
        return pipelined()
                && before != null
                && before.reply() != null
                && !before.isSpoilt()
                && Duration.between(before.said().time(), said.time()).compareTo(PROMPT) < 0;
    }

    /** What was said, and the answer if there is one. */
    List<Entry> withReply() {
        return Stream.of(Optional.of(said), Optional.ofNullable(reply()))
                .flatMap(Optional::stream)
                .toList();
    }
}
