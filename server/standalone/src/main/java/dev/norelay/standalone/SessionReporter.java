package dev.norelay.standalone;

import dev.norelay.Norelay;
import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.JournalListener;
import dev.norelay.journal.SessionRecord;
import dev.norelay.scenario.Cause;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the writer of each entry, and at the end of a session that failed also why. Called by one thread at a time. */
final class SessionReporter implements JournalListener {
    /** Of a session that goes on for ever, its beginning and the newest half of these are kept. */
    private static final int MOST_ENTRIES = 500;

    private final Norelay server;
    private final EventWriter writer;
    private final Map<Integer, List<Entry>> underWay = new HashMap<>();

    SessionReporter(Norelay server, EventWriter writer) {
        this.server = server;
        this.writer = writer;
    }

    @Override
    public void recorded(Entry entry) {
        if (entry.session() > 0) {
            keep(entry);
        }
        writer.happened(entry, entry.event() instanceof Event.SessionClosed closed ? diagnosis(entry, closed) : null);
    }

    private void keep(Entry entry) {
        List<Entry> entries = underWay.computeIfAbsent(entry.session(), id -> new ArrayList<>());
        if (entries.size() >= MOST_ENTRIES) {
            entries.subList(1, MOST_ENTRIES / 2).clear();
        }
        entries.add(entry);
    }

    private @Nullable Diagnosis diagnosis(Entry last, Event.SessionClosed closed) {
        List<Entry> entries = underWay.remove(last.session());
        if (entries == null || closed.how() == Event.How.SHUTDOWN) {
            return null;
        }
        return server.diagnosis(new SessionRecord(last.session(), entries))
                .filter(found -> found.cause() != Cause.NONE)
                .orElse(null);
    }
}
