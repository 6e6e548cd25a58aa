package dev.norelay.wire;

/** What a server that goes down can do with one of its connections. */
interface Connection {
    /** Says 421 where that can be said, and closes; the client has a moment to read it. Any thread. */
    void shutDown();
}
