package dev.norelay.wire;

import dev.norelay.journal.Event;
import dev.norelay.journal.Event.How;
import dev.norelay.journal.Recorder;
import org.jspecify.annotations.Nullable;

/** Records what happens in one session up to its end, and how it comes to that. On the connection's event loop. */
final class SessionRecorder {
    private final Recorder recorder;
    private final int session;
    private @Nullable How how;
    private boolean closed;

    /** For a session that begins now. */
    SessionRecorder(Recorder recorder) {
        this.recorder = recorder;
        this.session = recorder.newSession();
    }

    /** The session's number in the journal. */
    int session() {
        return session;
    }

    /** Nothing comes behind a session's end. */
    void record(Event event) {
        if (!closed) {
            recorder.record(session, event);
        }
    }

    /** This is how the session ends, whatever seemed to be its end before. */
    void ends(How now) {
        how = now;
    }

    /** This is how the session ends, unless something before is. */
    void endsUnlessItDoes(How otherwise) {
        how = how == null ? otherwise : how;
    }

    /** Whether anything has happened that ends the session. */
    boolean isEnding() {
        return how != null;
    }

    /** Whether it is QUIT that ends the session. */
    boolean endsWithQuit() {
        return how == How.QUIT;
    }

    /** Whether a handshake that fails is what ends the session, and not something of ours. A client may reset behind it. */
    boolean mayEndInTls() {
        return !closed && (how == null || how == How.CLIENT_RESET);
    }

    /** The session is over: in the way that was told, else in this one. */
    void close(How otherwise) {
        endsUnlessItDoes(otherwise);
        record(new Event.SessionClosed(how == null ? otherwise : how));
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
