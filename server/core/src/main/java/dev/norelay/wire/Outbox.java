package dev.norelay.wire;

import dev.norelay.journal.Event;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import dev.norelay.smtp.Reply;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What the server says: recorded first, then written. On the connection's event loop. */
final class Outbox {
    private final ChannelWire wire;
    private final SessionRecorder recorder;
    private final Inbox inbox;
    private final Patience patience;
    private final Deque<Runnable> held = new ArrayDeque<>(0);
    private boolean holding;

    Outbox(ChannelWire wire, SessionRecorder recorder, Inbox inbox, Patience patience) {
        this.wire = wire;
        this.recorder = recorder;
        this.inbox = inbox;
        this.patience = patience;
    }

    /** Records an answer and writes it; those that are held leave behind it, the one held last first. */
    void say(Event entry, byte[] octets) {
        inbox.replied();
        patience.heard(); // from now on it is the client's turn
        if (holding) {
            holding = false;
            held.push(() -> write(entry, octets));
            return;
        }
        write(entry, octets);
        while (!held.isEmpty()) {
            held.pop().run();
        }
    }

    /** Records octets and writes them as they are. */
    void send(Event entry, Octets octets) {
        write(entry, octets.toArray());
    }

    /** The entry of octets that are no answer. */
    static Event sent(Moment moment, Octets octets, Event.@Nullable Fired rule) {
        return new Event.FaultEnacted(moment, "send " + octets, rule);
    }

    /** The entry of octets that are an answer: a reply where they can be read as one, well-formed or not. */
    static Event answering(Moment moment, Octets octets, Event.@Nullable Fired rule) {
        Reply reply = Reply.read(octets).orElse(null);
        if (reply == null) {
            return sent(moment, octets, rule);
        }
        boolean plain = Arrays.equals(reply.octets(), octets.toArray());
        return new Event.ReplySent(moment, reply, null, true, plain ? null : octets, rule);
    }

    private void write(Event entry, byte[] octets) {
        recorder.record(entry); // before they leave
        wire.write(octets);
    }

    /** The next reply leaves behind the one after it. */
    void hold() {
        holding = true;
    }
}
