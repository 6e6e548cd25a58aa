package dev.norelay.wire;

import dev.norelay.journal.Event;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the server says: recorded first, then written. On the connection's event loop. */
final class Outbox {
    private final Consumer<byte[]> wire;
    private final Consumer<Event> journal;
    private boolean holding;
    private Event.@Nullable ReplySent held;

    Outbox(Consumer<byte[]> wire, Consumer<Event> journal) {
        this.wire = wire;
        this.journal = journal;
    }

    /** Records a reply and writes it; one that is held leaves behind it. */
    void write(Event.ReplySent reply) {
        if (holding) {
            holding = false;
            held = reply;
            return;
        }
        write(reply, reply.reply().octets());
        if (held != null) {
            Event.ReplySent late = held;
            held = null;
            write(late, late.reply().octets());
        }
    }

    /** Records octets and writes them as they are. */
    void send(Octets octets, Moment moment) {
        write(new Event.FaultEnacted(moment, "send " + octets), octets.toArray());
    }

    private void write(Event entry, byte[] octets) {
        journal.accept(entry); // before they leave
        wire.accept(octets);
    }

    /** The next reply leaves behind the one after it. */
    void hold() {
        holding = true;
    }
}
