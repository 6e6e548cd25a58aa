package dev.norelay.diagnosis;

import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.Journal;
import dev.norelay.journal.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What happened on a stage, written down in order. */
final class Tape {
    private final Played played;
    private final List<Entry> entries = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-02T10:00:00Z");
    private int sessions;

    Tape(Stage stage) {
        this.played = stage.played();
    }

    Played played() {
        return played;
    }

    /** A client connects. */
    Talk session(String listener) {
        return new Talk(this, ++sessions, listener);
    }

    Tape enters(String phase) {
        record(0, new Event.PhaseEntered(phase));
        return this;
    }

    void record(int session, Event event) {
        now = now.plusMillis(1);
        entries.add(new Entry(entries.size() + 1L, now, session, event));
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Of the whole run. */
    Diagnosis diagnosis() {
        return Diagnostician.diagnose(played, entries);
    }

    /** Of the last session. */
    Optional<Diagnosis> ofLastSession() {
        List<SessionRecord> all = Journal.sessions(entries);
        return Diagnostician.diagnose(played, all.get(all.size() - 1));
    }
}
