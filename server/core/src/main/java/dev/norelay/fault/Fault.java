package dev.norelay.fault;

/** Something a server does besides answering. Immutable. */
public sealed interface Fault permits Close, Cut, CutAfter, Fragment, HalfClose, Pause, Reset, Stall, Throttle {

    /** The word of scenario files. */
    String id();

    /** Whether the server goes on with its answer; else a list with this in it does without the correct one. */
    default boolean isPassing() {
        return false;
    }

    /** Does it. On the connection's event loop. */
    void enact(Wire wire);
}
