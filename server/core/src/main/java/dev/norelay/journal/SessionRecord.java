package dev.norelay.journal;

import dev.norelay.smtp.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of one session.
 *
 * @param id from 1
 * @param entries in order
 */
public record SessionRecord(int id, List<Entry> entries) {
    public SessionRecord {
        entries = List.copyOf(entries);
    }

    /** The events of one kind, in order. */
    public <E extends Event> Stream<E> events(Class<E> kind) {
        return entries.stream().map(Entry::event).filter(kind::isInstance).map(kind::cast);
    }

    /** The listener's name; empty where the journal has dropped the beginning. */
    public String listener() {
        return events(Event.SessionOpened.class)
                .findFirst()
                .map(Event.SessionOpened::listener)
                .orElse("");
    }

    /** What the server refused, in order. */
    public List<Refusal> refusals() {
        return events(Event.ReplySent.class)
                .flatMap(reply -> reply.refused().stream())
                .toList();
    }

    /** The messages that the server took over. */
    public List<Message> messages() {
        return events(Event.MessageTaken.class).map(Event.MessageTaken::message).toList();
    }

    /** How it ended, if it has. */
    public Optional<Event.How> closed() {
        return events(Event.SessionClosed.class).findFirst().map(Event.SessionClosed::how);
    }

    /** The dialogue for a person's eyes: {@code C:} and {@code S:} lines, secrets masked. */
    public String transcript() {
        return Transcript.of(this);
    }
}
