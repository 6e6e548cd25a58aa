package dev.norelay.standalone.story;

import dev.norelay.Norelay;
import dev.norelay.conduct.Finding;
import dev.norelay.diagnosis.Diagnosis;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.JournalListener;
import dev.norelay.journal.SessionRecord;
import dev.norelay.scenario.Cause;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the writer of each entry, and at the end of a session also why it failed and in what the client did not do its
 * duty, seen together with the sessions before. Called by one thread at a time.
 */
public final class SessionReporter implements JournalListener {
    /** Of a session that goes on for ever, its beginning and the newest half of these are kept. */
    private static final int MOST_ENTRIES = 500;
    /** So many sessions before one are looked at to see what it repeats. */
    private static final int SESSIONS_BEFORE = 20;

    private final Norelay server;
    private final Happenings writer;
    private final Map<Integer, List<Entry>> underWay = new HashMap<>();
    private final Deque<List<Entry>> before = new ArrayDeque<>();
    /** What belongs to no session: phases, and time that was let pass. */
    private final List<Entry> marks = new ArrayList<>();

    /** Not told to the server yet. */
    public SessionReporter(Norelay server, Happenings writer) {
        this.server = server;
        this.writer = writer;
    }

    @Override
    public void recorded(Entry entry) {
        if (entry.session() > 0) {
            keep(entry);
        } else {
            mark(entry);
        }
        List<Entry> ended = entry.event() instanceof Event.SessionClosed ? underWay.remove(entry.session()) : null;
        if (ended != null
                && entry.event() instanceof Event.SessionClosed closed
                && closed.how() != Event.How.SHUTDOWN) {
            writer.happened(entry, diagnosis(entry.session(), ended), findings(entry.session(), ended));
        } else {
            writer.happened(entry, null, List.of());
        }
    }

    private void keep(Entry entry) {
        List<Entry> entries = underWay.computeIfAbsent(entry.session(), id -> new ArrayList<>());
        if (entries.size() >= MOST_ENTRIES) {
            entries.subList(1, MOST_ENTRIES / 2).clear();
        }
        entries.add(entry);
    }

    private void mark(Entry entry) {
        if (entry.event() instanceof Event.RunBegun) {
            marks.clear();
            before.clear();
        }
        marks.add(entry);
    }

    private @Nullable Diagnosis diagnosis(int session, List<Entry> entries) {
        return server.diagnosis(new SessionRecord(session, entries))
                .filter(found -> found.cause() != Cause.NONE)
                .orElse(null);
    }

    private List<Finding> findings(int session, List<Entry> entries) {
        if (isWhole(entries)) {
            before.add(entries);
        } else {
            return List.of(); // what is missing may have been what the client was allowed to do
        }
        if (before.size() > SESSIONS_BEFORE) {
            before.remove();
        }
        List<Entry> all = new ArrayList<>(marks);
        before.forEach(all::addAll);
        all.sort(Comparator.comparingLong(Entry::sequence));
        return server.findings(all).stream()
                .filter(finding -> finding.session() == session)
                .toList();
    }

    /** Nothing was cleared out of it: it never had so many entries. */
    private static boolean isWhole(List<Entry> entries) {
        return entries.size() < MOST_ENTRIES / 2;
    }
}
